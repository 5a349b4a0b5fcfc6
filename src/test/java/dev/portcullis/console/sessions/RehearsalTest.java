package dev.portcullis.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.SessionPage;
import dev.portcullis.console.common.Theme;
import dev.portcullis.console.snapshot.Puppet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/** What nobody sees is drawn as it will be where it is seen. */
class RehearsalTest {
    @Test
    void aRowIsDrawnInEachStepAsTheDeskDrawsIt() throws Exception {
        FxToolkit.registerPrimaryStage();
        SessionPage page =
                new SessionPage(List.of(People.session(1, "ann@example.com")), 1, null, null, "0", People.NOW);
        Rehearsal rehearsal = new Rehearsal(page, Theme.DARK);
        int steps = 1;
        while (Puppet.does(rehearsal::step)) {
            steps++;
        }
        assertThat(steps).as("three tables of twenty rows").isEqualTo(3 * 21);
        List<SessionRow> rows =
                Puppet.does(() -> Objects.requireNonNull(rehearsal.drawn()).lookupAll(".table-row-cell").stream()
                        .map(SessionRow.class::cast)
                        .filter(row -> !row.isEmpty())
                        .toList());
        assertThat(rows).hasSize(20).allSatisfy(row -> assertThat(words(row)).contains("ann", "198.51.100.7"));
    }

    private static Set<String> words(Node row) {
        return row.lookupAll(".label").stream()
                .filter(Label.class::isInstance)
                .map(label -> ((Label) label).getText())
                .collect(Collectors.toSet());
    }
}
