package dev.portcullis.console.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portcullis.console.common.Language;
import dev.portcullis.console.common.Text;
import dev.portcullis.query.Fault;
import dev.portcullis.query.Query;
import dev.portcullis.query.QueryException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultTextTest {
    private static final List<String> WRONG = List.of(
            "x".repeat(2001),
            "-".repeat(21) + "x",
            "x ".repeat(101),
            "<5",
            "user:",
            "\"open",
            "\" \"",
            "a\"b\"",
            "\"a\"b",
            "a\u0007",
            "a)",
            "(a",
            "()",
            "(a or )",
            "a and",
            "or a",
            "attribute:x",
            "user.x:y",
            "usr:bob",
            "zzzzzz:bob",
            "user>a",
            "idle>1m,2m",
            "state:gone",
            "state:activ",
            "account:7",
            "handle:xyz",
            "ip:office",
            "ip:10.1",
            "idle>40000d",
            "idle>20",
            "idle>soon",
            "idle>20M",
            "idle:20m",
            "created:now",
            "created>2h",
            "created>soon",
            "version:many");

    @AfterEach
    void english() {
        Text.speak(Language.ENGLISH);
    }

    @Test
    void inEnglishItIsWhatTheServerSays() {
        WRONG.forEach(query -> assertThat(FaultText.sentence(wrong(query)))
                .isEqualTo(wrong(query).getMessage()));
    }

    @Test
    void everyFaultIsSaidInGermanToo() {
        Text.speak(Language.GERMAN);
        Set<Fault> said = EnumSet.noneOf(Fault.class);
        WRONG.forEach(query -> {
            QueryException wrong = wrong(query);
            said.add(wrong.fault());
            assertThat(FaultText.sentence(wrong)).isNotEqualTo(wrong.getMessage()).doesNotContain("{", "null");
        });
        assertThat(said).containsExactlyInAnyOrder(Fault.values());
        assertThat(FaultText.sentence(wrong("usr:bob")))
                .isEqualTo("Unbekanntes Feld `usr` an Stelle 1: meinten Sie `user`?");
        assertThat(FaultText.sentence(wrong("state:activ")))
                .isEqualTo("`state` ist active, suspended oder ended, nicht `activ` (an Stelle 7): meinten Sie `active`?");
    }

    private static QueryException wrong(String query) {
        return catchThrowableOfType(QueryException.class, () -> Query.parse(query));
    }
}
