package dev.portcullis.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {
    private static final Row ROW = Row.of(
            People.session(
                    2,
                    "alice.mendez@example.com",
                    "198.51.100.7",
                    "Firefox 148 · Windows",
                    List.of("orders:read", "billing"),
                    People.NOW,
                    People.NOW,
                    1,
                    false),
            false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "alice",
                "MENDEZ@",
                "Alice Mendez",
                "198.51",
                "firefox windows",
                "billing",
                "alice billing 198",
                "0199f3a2",
                "3c6ef362"
            })
    void everyWordMustOccurSomewhere(String search) {
        assertThat(Search.of(search).test(ROW)).isTrue();
    }

    @Test
    void aStateIsFoundByItsWholeWord() {
        Row reused = Row.of(
                People.session(3, "bob@example.com", "10.0.0.1", "curl", List.of(), People.NOW, People.NOW, 1, true),
                true);
        assertThat(Search.of("reused").test(reused)).isTrue();
        assertThat(Search.of("bob reused active you").test(reused)).isTrue();
        assertThat(Search.of("reused").test(ROW)).isFalse();
        assertThat(Search.of("active").test(ROW)).isTrue();
        assertThat(Search.of("ended").test(ROW)).isFalse();
        assertThat(Search.of("you").test(ROW)).isFalse();
        assertThat(Search.of("reu").test(reused)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "alice bob", "10.0.", "made up", "f3a2-71"})
    void oneMissingWordIsEnoughToMiss(String search) {
        assertThat(Search.of(search).test(ROW)).isFalse();
    }
}
