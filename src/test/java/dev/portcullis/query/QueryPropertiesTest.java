package dev.portcullis.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every query, and of every text that is given as one. */
class QueryPropertiesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T14:58:11.123456Z");
    private static final List<UUID> IDS = List.of(new UUID(1, 2), new UUID(0x0199f3a271c47d0eL, 0x9b1f4c0000000001L));

    @Provide
    Arbitrary<Query> queries() {
        return Queries.about(NOW, IDS);
    }

    @Property(tries = 5000, seed = "20261124")
    void everyQueryIsReadBackAsItself(@ForAll("queries") Query query) {
        assertThat(Query.parse(query.text())).as(query.text()).isEqualTo(query);
    }

    /** Pieces of the language, in any order. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "user",
                        ":",
                        "=",
                        "<",
                        ">=",
                        "(",
                        ")",
                        "\"",
                        "-",
                        " ",
                        ",",
                        "and",
                        "or",
                        "not",
                        "ip",
                        "10.0.0.0/8",
                        "::1",
                        "idle",
                        "20m",
                        "attribute.",
                        "\\",
                        "é",
                        "*",
                        "created",
                        "-2h",
                        "state",
                        "active",
                        "none",
                        "2026-11-24")
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(pieces -> String.join("", pieces));
    }

    @Property(tries = 20_000, seed = "7")
    void whateverIsWrittenIsEitherReadOrRefusedWithItsPlace(@ForAll("texts") String text) {
        try {
            Query query = Query.parse(text);
            assertThat(Query.parse(query.text())).as(text).isEqualTo(query);
        } catch (QueryException e) {
            assertThat(e.position() - 1 + e.length()).as(text).isBetween(0, text.length());
        }
    }
}
