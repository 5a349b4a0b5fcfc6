package dev.portcullis.console.detail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.SessionState;
import dev.portcullis.api.TokenFamily;
import dev.portcullis.api.TokenFamily.Generation;
import dev.portcullis.api.TokenFamily.State;
import dev.portcullis.api.TokenFamily.Verdict;
import dev.portcullis.console.sessions.People;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A token family as a tree: what is drawn of it, and what it says. */
class FamilyLinesTest {
    @Test
    void aSmallFamilyIsDrawnWholeTheCurrentTokenFirst() {
        List<FamilyLine> lines = FamilyLines.of(Families.plain(3), Set.of());
        assertThat(titles(lines)).containsExactly("gen 3", "gen 2", "gen 1");
        assertThat(FamilyWords.mark(lines.getFirst()))
                .hasValueSatisfying(mark -> assertThat(mark.word()).isEqualTo("current"));
        assertThat(FamilyWords.mark(lines.get(1))).isEmpty();
        assertThat(FamilyWords.story(lines.get(1), People.NOW)).isEqualTo("exchanged after 5 m 0 s");
        assertThat(FamilyWords.story(lines.getFirst(), People.NOW)).isEqualTo("not exchanged yet, 10h 00m left");
        assertThat(lines.getLast())
                .isInstanceOfSatisfying(
                        FamilyLine.Token.class,
                        token -> assertThat(token.last()).isTrue());
    }

    @Test
    void ofALongFamilyWhatIsQuietIsOneLine() {
        List<FamilyLine> lines = FamilyLines.of(Families.plain(216), Set.of());
        assertThat(titles(lines)).containsExactly("gen 216", "214 quiet generations", "gen 1");
        assertThat(FamilyWords.story(lines.get(1), People.NOW)).isEqualTo("gen 2 to 215, 20:10:23 – 14:00:23");
    }

    @Test
    void theQuietOnesOpenStepByStep() {
        Set<Integer> opened = new HashSet<>();
        for (int generation = 215; generation > 215 - FamilyLines.STEP; generation--) {
            opened.add(generation);
        }
        List<FamilyLine> lines = FamilyLines.of(Families.plain(216), opened);
        assertThat(titles(lines).subList(0, 3)).containsExactly("gen 216", "gen 215", "gen 214");
        assertThat(titles(lines)).hasSize(1 + FamilyLines.STEP + 2).contains("189 quiet generations");
    }

    @Test
    void aReuseBranchesOffTheTokenThatCameBack() {
        List<Generation> race =
                Families.reused(Families.line(40, State.CURRENT), 20, Verdict.RACE, 2, 4, "203.0.113.44");
        List<FamilyLine> lines = FamilyLines.of(Families.of(SessionState.ACTIVE, 40, race, true), Set.of());
        assertThat(titles(lines))
                .containsExactly(
                        "gen 40",
                        "19 quiet generations",
                        "gen 20",
                        "came back 2 times",
                        "18 quiet generations",
                        "gen 1");
        assertThat(FamilyWords.mark(lines.get(3)))
                .hasValueSatisfying(mark -> assertThat(mark.tone()).isEqualTo("warn"));
        assertThat(FamilyWords.story(lines.get(3), People.NOW))
                .isEqualTo(
                        "4 s after its exchange. From 203.0.113.44. Within the grace window: the client raced itself or lost the answer, and got the same successor again.");
        assertThat(FamilyWords.text(lines.get(3), People.NOW)).startsWith("came back 2 times [race] · ");
    }

    @Test
    void aStaleReuseIsTroubleAndTheLastTokenHasEnded() {
        List<Generation> stale =
                Families.reused(Families.line(2, State.ENDED), 1, Verdict.STALE, 1, 3600, "198.51.100.66");
        List<FamilyLine> lines = FamilyLines.of(Families.of(SessionState.ENDED, 2, stale, true), Set.of());
        assertThat(titles(lines)).containsExactly("gen 2", "gen 1", "came back");
        assertThat(FamilyWords.story(lines.getFirst(), People.NOW)).isEqualTo("never exchanged");
        assertThat(FamilyWords.mark(lines.get(2))).hasValueSatisfying(mark -> {
            assertThat(mark.word()).isEqualTo("stale");
            assertThat(mark.tone()).isEqualTo("bad");
        });
        assertThat(FamilyWords.story(lines.get(2), People.NOW)).contains("two hands", "1h 00m after its exchange.");
        assertThat(lines.get(1))
                .isInstanceOfSatisfying(
                        FamilyLine.Token.class,
                        token -> assertThat(token.last()).isFalse());
    }

    @Test
    void aProofIsNoExchange() {
        List<Generation> proof = Families.superseded(Families.line(3, State.CURRENT), 2);
        List<FamilyLine> lines = FamilyLines.of(Families.of(SessionState.ACTIVE, 3, proof, true), Set.of());
        assertThat(titles(lines)).containsExactly("gen 3", "gen 2", "new proof", "gen 1");
        assertThat(FamilyWords.story(lines.get(1), People.NOW)).isEmpty();
    }

    @Test
    void whatTheServerDoesNotListIsCounted() {
        TokenFamily family = Families.of(SessionState.ACTIVE, 1200, Families.line(1000, State.CURRENT), true);
        List<FamilyLine> lines = FamilyLines.of(family, Set.of());
        assertThat(titles(lines))
                .containsExactly("gen 1000", "998 quiet generations", "gen 1", "200 earlier generations");
    }

    private static List<String> titles(List<FamilyLine> lines) {
        return lines.stream().map(FamilyWords::title).toList();
    }
}
