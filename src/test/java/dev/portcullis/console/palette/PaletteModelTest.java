package dev.portcullis.console.palette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.console.desk.Action;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kordamp.ikonli.feather.Feather;

class PaletteModelTest {
    private final List<String> done = new ArrayList<>();
    private final PaletteModel model = new PaletteModel(List.of(
            new Group("Sessions", List.of(action("Show details", ""), action("End 3 sessions…", "Not permitted."))),
            new Group("Console", List.of(action("Settings…", ""), action("Dark or light", "")))));

    @ParameterizedTest
    @CsvSource({
        "dol, Dark or light",
        "show, Show details",
        "es, End 3 sessions…",
        "SETT, Settings…",
        "sess end, End 3 sessions…",
        "or li, Dark or light"
    })
    void aFewLettersFindIt(String asked, String found) {
        model.askedProperty().set(asked);

        assertThat(model.offers()).extracting(Offer::words).contains(found);
    }

    @Test
    void whatCanBeDoneComesBeforeWhatCannot() {
        assertThat(model.offers())
                .extracting(Offer::words)
                .containsExactly("Show details", "Settings…", "Dark or light", "End 3 sessions…");
    }

    @Test
    void whatFitsBestIsFirstEvenIfItCannotBeDone() {
        model.askedProperty().set("end");

        assertThat(model.offers().getFirst().words()).isEqualTo("End 3 sessions…");
        assertThat(model.chosen()).isEmpty();
    }

    @Test
    void beginningsOfWordsCountForMore() {
        assertThat(Fuzzy.score("dl", "Dark or light").orElseThrow())
                .isGreaterThan(Fuzzy.score("dl", "Model details").orElseThrow());
        assertThat(Fuzzy.score("det", "Show details").orElseThrow())
                .isGreaterThan(Fuzzy.score("det", "Do not enter it").orElseThrow());
        assertThat(Fuzzy.score("xyz", "Show details")).isEmpty();
        assertThat(Fuzzy.score("liated", "Show details")).as("the order counts").isEmpty();
    }

    @Test
    void theArrowsGoRoundAndEnterChoosesOnlyWhatCanBeDone() {
        model.move(1);
        model.chosen().orElseThrow().action().perform();
        assertThat(done).containsExactly("Settings…");

        model.move(2);
        assertThat(model.offers().get(model.selectedProperty().get()).hindrance())
                .isEqualTo("Not permitted.");
        assertThat(model.chosen()).isEmpty();

        model.move(1);
        assertThat(model.selectedProperty().get()).isZero();
        model.move(-1);
        assertThat(model.selectedProperty().get()).isEqualTo(3);
    }

    @Test
    void whereNothingFitsNothingIsChosen() {
        model.askedProperty().set("no such thing");

        assertThat(model.offers()).isEmpty();
        assertThat(model.chosen()).isEmpty();
        model.move(1);
        assertThat(model.selectedProperty().get()).isEqualTo(-1);
    }

    private Action action(String words, String hindrance) {
        return new Action(() -> words, Feather.ACTIVITY, null, () -> hindrance, () -> done.add(words));
    }
}
