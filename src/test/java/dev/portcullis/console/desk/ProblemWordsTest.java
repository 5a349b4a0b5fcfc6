package dev.portcullis.console.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.FaultCode;
import dev.portcullis.api.Problem;
import dev.portcullis.api.Problem.Fault;
import dev.portcullis.api.ProblemType;
import dev.portcullis.console.common.Language;
import dev.portcullis.console.common.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a server refuses, in the words of who reads it. */
class ProblemWordsTest {
    @BeforeEach
    @AfterEach
    void english() {
        Text.speak(Language.ENGLISH);
    }

    @ParameterizedTest
    @EnumSource(ProblemType.class)
    void everyKindIsSaidInBothLanguagesAndInEnglishAsTheServerSaysIt(ProblemType type) {
        assertThat(ProblemWords.of(problem(type, "Just so."))).isEqualTo("Just so.");
        assertThat(ProblemWords.titled(problem(type, "Just so."))).isEqualTo(type.title() + ": Just so.");
        String english = ProblemWords.of(problem(type, null));
        assertThat(english).endsWith(".").doesNotContain("null", "{");

        Text.speak(Language.GERMAN);
        String german = ProblemWords.of(problem(type, null));
        assertThat(german).endsWith(".").isNotEqualTo(english).doesNotContain("null", "{");
        assertThat(ProblemWords.titled(problem(type, "Just so."))).startsWith(german);
    }

    @Test
    void whatTheKindDoesNotSayIsNotLost() {
        Text.speak(Language.GERMAN);
        assertThat(ProblemWords.of(problem(ProblemType.FORBIDDEN, "This needs the permission \"audit:read\".")))
                .isEqualTo("Das ist Ihnen nicht erlaubt. Der Server sagt: This needs the permission \"audit:read\".");
        assertThat(ProblemWords.of(problem(ProblemType.PRECONDITION_FAILED, "Somebody has changed the role.")))
                .isEqualTo("Jemand hat es inzwischen geändert. Lesen Sie es neu.");
    }

    @Test
    void ofANewerServerEverythingIsSaidThatIsKnown() {
        Problem unheard = new Problem(
                "urn:portcullis:problem:unheard-of", "Unheard of", 409, "It is new.", null, null, null, List.of());
        Text.speak(Language.GERMAN);
        assertThat(ProblemWords.of(unheard)).isEqualTo("It is new.");
    }

    @Test
    void valueByValueItIsSaidOfEach() {
        Problem values = new Problem(
                ProblemType.INVALID_REQUEST.urn(),
                "Not valid",
                400,
                "Two things.",
                null,
                null,
                null,
                List.of(Fault.of("#/name", FaultCode.MISSING)));
        assertThat(ProblemWords.of(values)).startsWith("name: ");
        Text.speak(Language.GERMAN);
        assertThat(ProblemWords.of(values)).isEqualTo("name: Das fehlt.");
    }

    private static Problem problem(ProblemType type, @Nullable String detail) {
        return new Problem(type.urn(), type.title(), type.status(), detail, null, null, null, List.of());
    }
}
