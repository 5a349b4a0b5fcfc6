package dev.portcullis.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

    @ParameterizedTest
    @ValueSource(strings = {"bob", "alice bob", "10.0.", "made up", "f3a2-71"})
    void oneMissingWordIsEnoughToMiss(String search) {
        assertThat(Search.of(search).test(ROW)).isFalse();
    }
}
