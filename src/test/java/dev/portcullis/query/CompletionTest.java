package dev.portcullis.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.query.Completion.Proposal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is proposed while a query is written. The cursor is at the {@code |}. */
class CompletionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "us|; user",
                "a dev|; device",
                "-per|; permission permissions",
                "(no|; note not",
                "alice o|; os owner or",
                "alice or o|; os owner",
                "o|; os owner",
                "not st|; state",
                "state|; state:",
                "idle|; idle< idle<= idle> idle>=",
                "user|; user: user=",
                "attribute|; attribute.",
                "state:|; active suspended ended",
                "state:a|; active",
                "STATE:A|; active",
                "state:active|; ``",
                "state:active,e|; ended",
                "reason:re|; revoked replaced reuse",
                "tokens:|; none any",
                "factor:|; pwd otp none any",
                "ip:n|; none",
                "created>|; today yesterday -1h",
                "expires<|; 5m 30m 1h 1d",
                "created:|; today yesterday",
                "generation>|; ``",
                "user:\"a st|; ``",
                "user:\"a\" st|; state",
                "unknown:x|; ``",
                "us| state:active; user",
            })
    void whatCanStandThereIsProposed(String text, String proposals) {
        int cursor = text.indexOf('|');
        Completion completion = Completion.at(text.replace("|", ""), cursor);
        assertThat(String.join(" ", texts(completion))).isEqualTo(proposals);
        assertThat(completion.to()).isEqualTo(cursor);
    }

    @Test
    void atTheBeginningEveryFieldIsProposedWithWhatItIs() {
        List<Proposal> proposals = Completion.at("", 0).proposals();
        assertThat(proposals)
                .filteredOn(proposal -> proposal.kind() == Completion.Kind.FIELD)
                .hasSize(Field.values().length)
                .allSatisfy(proposal -> assertThat(proposal.about()).isNotEmpty());
        assertThat(proposals.getFirst().text()).isEqualTo("user");
    }

    @Test
    void whatIsProposedTakesThePlaceOfWhatIsWrittenOfIt() {
        String text = "-state:active,en";
        Completion completion = Completion.at(text, text.length());
        assertThat(text.substring(0, completion.from()) + texts(completion).getFirst())
                .isEqualTo("-state:active,ended");
    }

    @Test
    void everyFieldThatIsProposedIsUnderstoodWithEachOperatorAndValueThatIsProposed() {
        for (Field field : Field.values()) {
            String word = field == Field.ATTRIBUTE ? "attribute.x:" : field.word();
            Completion operators = Completion.at(word, word.length());
            List<String> begun = field == Field.ATTRIBUTE
                    ? List.of(word)
                    : operators.proposals().stream()
                            .filter(proposal -> proposal.kind() == Completion.Kind.OPERATOR)
                            .map(Proposal::text)
                            .toList();
            assertThat(begun).as("%s", field).isNotEmpty();
            for (String operator : begun) {
                for (String value : texts(Completion.at(operator, operator.length()))) {
                    assertThat(Query.parse(operator + value)).isNotNull();
                }
            }
        }
    }

    private static List<String> texts(Completion completion) {
        return completion.proposals().stream().map(Proposal::text).toList();
    }
}
