package dev.portcullis.console.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.FaultCode;
import dev.portcullis.api.Json;
import dev.portcullis.api.Problem;
import dev.portcullis.api.Problem.Fault;
import dev.portcullis.api.ProblemType;
import dev.portcullis.console.common.Language;
import dev.portcullis.console.common.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the server finds wrong is said in the operator's language, with the same values. */
class FaultWordsTest {
    @AfterEach
    void speakEnglish() {
        Text.speak(Language.ENGLISH);
    }

    @ParameterizedTest
    @EnumSource
    void inEnglishAsTheServerSaysItAndInGermanOtherwise(FaultCode code) {
        Fault fault = Fault.of("#/at", code, "it's", "<1>");
        assertThat(FaultWords.sentence(fault)).isEqualTo(fault.detail()).doesNotContain("{");

        Text.speak(Language.GERMAN);
        String german = FaultWords.sentence(fault);
        assertThat(german).isNotEqualTo(fault.detail()).doesNotContain("{");
        for (String value : new String[] {"it's", "<1>"}) {
            assertThat(german.contains(value))
                    .as(value)
                    .isEqualTo(fault.detail().contains(value));
        }
    }

    @ParameterizedTest
    @EnumSource(FaultCode.class)
    void aPlaceIsLeftOutWhereTheSentenceNamesItsValue(FaultCode code) {
        Fault fault = Fault.of("#/at", code, "1", "2");
        assertThat(code.namesItsValue())
                .isEqualTo(fault.detail().toLowerCase(Locale.ROOT).contains(" password "));
        assertThat(fault.placed()).isEqualTo(code.namesItsValue() ? fault.detail() : "#/at: " + fault.detail());
    }

    @Test
    void aValueThatLooksLikeAPlaceIsLeftAsItIs() {
        assertThat(Fault.of("#/at", FaultCode.LONGER_THAN, "{1}", "$0").detail())
                .isEqualTo("It must not be longer than {1}, which is $0.");
    }

    @Test
    void whatLacksItsValuesIsSaidAsTheServerSaysIt() throws IOException {
        Text.speak(Language.GERMAN);
        for (String values : new String[] {"", ",\"values\":[\"1\"]", ",\"values\":[\"1\",null]"}) {
            Fault fault = Json.read(
                    ("{\"pointer\":\"#/at\",\"detail\":\"Said so.\",\"code\":\"not-a-number\",\"newer\":{}" + values
                                    + "}")
                            .getBytes(StandardCharsets.UTF_8),
                    Fault.class);
            assertThat(FaultWords.sentence(fault)).isEqualTo("Said so.");
            assertThat(FaultWords.ofTime(fault, UnaryOperator.identity())).isEqualTo("Said so.");
        }
    }

    @Test
    void allThatIsWrongIsSaidWhereOneSentenceIsWanted() {
        Text.speak(Language.GERMAN);
        Problem problem = new Problem(
                ProblemType.INVALID_REQUEST.urn(),
                "Invalid request",
                400,
                "#/reason: It must have 1 to 500 characters. #/minutes: It is missing.",
                null,
                null,
                null,
                List.of(Fault.of("#/reason", FaultCode.TEXT_LENGTH, 1, 500), Fault.of("#/minutes", FaultCode.MISSING)),
                null,
                null,
                null);
        assertThat(FaultWords.of(problem)).hasValue("reason: Es müssen 1 bis 500 Zeichen sein. minutes: Das fehlt.");
    }

    @Test
    void whatIsNotKnownIsSaidAsTheServerSaysIt() {
        Text.speak(Language.GERMAN);
        assertThat(FaultWords.sentence(new Fault("#/at", "Said by a newer server.", "newer", null)))
                .isEqualTo("Said by a newer server.");
        assertThat(FaultWords.sentence(new Fault("#/at", "Said by an older server.", null, null)))
                .isEqualTo("Said by an older server.");
    }
}
