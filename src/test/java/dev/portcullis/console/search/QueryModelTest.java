package dev.portcullis.console.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.console.desk.Language;
import dev.portcullis.query.Completion;
import dev.portcullis.query.QueryException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryModelTest {
    private final List<String> history = new ArrayList<>(List.of("user:bob", "idle>20m"));
    private final List<String> shown = new ArrayList<>();
    private final QueryModel model = new QueryModel();

    QueryModelTest() {
        model.speak(new Language() {
            @Override
            public List<String> values(String field) {
                return field.equals("network") ? List.of("office", "head office") : List.of();
            }

            @Override
            public List<String> history() {
                return history;
            }

            @Override
            public void asked(String query) {
                history.addFirst(query);
            }

            @Override
            public List<View> views() {
                return List.of(new View("Thefts", "reuse:true"));
            }

            @Override
            public void show(View view) {
                shown.add(view.name());
            }
        });
    }

    @Test
    void aFieldIsProposedAndTakenWithItsOperator() {
        write("permi");
        assertThat(proposed()).contains("permission", "permissions");
        assertThat(model.take().orElseThrow()).isEqualTo(new QueryModel.Written("permission:", 11));
        write("idl");
        assertThat(model.take().orElseThrow().text()).isEqualTo("idle");
    }

    @Test
    void theValuesThatSessionsHaveAreProposedFirst() {
        write("state:active network:o");
        assertThat(proposed()).startsWith("office", "\"head office\"");
        assertThat(model.take(1)).isEqualTo(new QueryModel.Written("state:active network:\"head office\" ", 35));
        write("network:office,h");
        assertThat(proposed()).containsExactly("\"head office\"");
    }

    @Test
    void arrowsMoveAndPastTheEndsNoneIsSelected() {
        write("sta");
        assertThat(model.selected()).isEqualTo(-1);
        model.move(1);
        assertThat(model.selected()).isZero();
        model.move(-1);
        assertThat(model.selected()).isEqualTo(-1);
        model.move(-1);
        assertThat(model.selected()).isEqualTo(proposed().size() - 1);
    }

    @Test
    void aMistakeIsShownWithWhatWasMeantAndCanBeMended() {
        write("stat:active user:bob");
        QueryException fault = model.shownFault().orElseThrow();
        assertThat(fault.position()).isEqualTo(1);
        assertThat(fault.length()).isEqualTo(4);
        assertThat(fault.suggestion()).contains("state");
        assertThat(model.mend().orElseThrow()).isEqualTo(new QueryModel.Written("state:active user:bob", 5));
    }

    @Test
    void whatIsNotFinishedIsNoMistakeUntilOneWantsToGoOn() {
        write("state:");
        assertThat(model.shownFault()).isEmpty();
        assertThat(model.accept()).isFalse();
        assertThat(model.shownFault()).isPresent();
        write("state:active");
        assertThat(model.accept()).isTrue();
        assertThat(history).startsWith("state:active");
    }

    @Test
    void olderQueriesComeBackAndWhatWasWrittenIsNotLost() {
        write("lin");
        assertThat(model.recall(1).orElseThrow().text()).isEqualTo("user:bob");
        model.write("user:bob", 8, false);
        assertThat(model.recall(1).orElseThrow().text()).isEqualTo("idle>20m");
        assertThat(model.recall(1)).isEmpty();
        assertThat(model.recall(-1).orElseThrow().text()).isEqualTo("user:bob");
        assertThat(model.recall(-1).orElseThrow().text()).isEqualTo("lin");
    }

    @Test
    void viewsAndWhatWasAskedBeforeAreOnOfferApart() {
        write("");
        model.browse();
        assertThat(model.browsing()).isTrue();
        assertThat(model.earlier())
                .containsExactly(
                        new Earlier.View(new Language.View("Thefts", "reuse:true")),
                        new Earlier.Asked("user:bob"),
                        new Earlier.Asked("idle>20m"));
        model.move(-1);
        assertThat(model.selected()).isEqualTo(2);
        assertThat(model.take()).as("they are no proposals").isEmpty();
        assertThat(model.choose(2)).contains(new QueryModel.Written("idle>20m", 8));
        assertThat(model.browsing()).isFalse();
        assertThat(model.choose(0)).as("the screen shows it").isEmpty();
        assertThat(shown).containsExactly("Thefts");
    }

    @Test
    void theOfferGoesAwayWhenOneWritesOrAsksForItAgain() {
        model.browse();
        write("st");
        assertThat(model.browsing()).isFalse();
        assertThat(model.open()).isTrue();
        model.browse();
        model.browse();
        assertThat(model.open()).isFalse();
        model.browse();
        model.close();
        assertThat(model.browsing()).isFalse();
    }

    @Test
    void wordsAreJustWordsWhereThereIsNoLanguage() {
        model.speak(null);
        write("stat:active (");
        assertThat(model.shownFault()).isEmpty();
        assertThat(model.open()).isFalse();
        assertThat(model.terms()).isEmpty();
    }

    private void write(String text) {
        model.write(text, text.length(), true);
    }

    private List<String> proposed() {
        return model.proposals().stream().map(Completion.Proposal::text).toList();
    }
}
