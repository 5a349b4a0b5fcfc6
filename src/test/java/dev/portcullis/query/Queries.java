package dev.portcullis.query;

import dev.portcullis.query.Query.Condition;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Queries by chance, for jqwik: of every kind, about values that sessions of {@code SessionsByChance} may have, and some that they have not. */
public final class Queries {
    /** What texts hold, and what is looked for in them. */
    public static final List<String> TEXTS = List.of(
            "alice",
            "ALICE",
            "Élodie",
            "élodie",
            "ÇELİK",
            "çelik",
            "straße",
            "STRASSE",
            "Ωmega",
            "ωMEGA",
            "\u212Aelvin",
            "kelvin",
            "a.b*c",
            "100%",
            "under_score",
            "back\\slash",
            "two words",
            "quo\"te",
            "par(en)",
            "comma,comma",
            "none",
            "any",
            "or",
            "-dash",
            "10.1",
            "2001:db8",
            "😀",
            "example.com",
            "Firefox",
            "·");

    public static final List<String> PERMISSIONS =
            List.of("billing", "billing:read", "orders:read", "orders:*", "admin", "Admin", "none", "a,b", "(x)");
    public static final List<String> KEYS = List.of("tenant", "level", "weird key", "a.b", "\u00e9");
    public static final List<String> ADDRESSES = List.of(
            "10.1.2.3",
            "10.200.0.1",
            "192.0.2.7",
            "2001:db8::1",
            "2001:db8:1::",
            "::1",
            "::ffff:10.1.2.3",
            "203.0.113.9");

    private static final List<String> RANGES = List.of(
            "10.0.0.0/8",
            "10.1.2.3",
            "192.0.2.0/29",
            "0.0.0.0/0",
            "2001:db8::/32",
            "::/0",
            "::ffff:0:0/96",
            "10.1.2.2/31");

    /** So many levels of {@code and}, {@code or} and {@code not}, at most. */
    private static final int DEPTH = 3;

    private final Instant now;
    private final Arbitrary<UUID> ids;

    private Queries(Instant now, List<UUID> ids) {
        this.now = now;
        this.ids = Arbitraries.of(ids);
    }

    /**
     * Queries of all kinds.
     *
     * @param now what times are near to
     * @param ids of which some are asked for
     */
    public static Arbitrary<Query> about(Instant now, List<UUID> ids) {
        return new Queries(now, ids).upTo(DEPTH);
    }

    private Arbitrary<Query> upTo(int depth) {
        if (depth == 0) {
            Arbitrary<Query> word = texts().map(Query.Word::new);
            return Arbitraries.frequencyOf(Tuple.of(1, word), Tuple.of(7, condition()));
        }
        Arbitrary<Query> one = upTo(depth - 1);
        Arbitrary<List<Query>> several = one.list().ofMinSize(2).ofMaxSize(3);
        Arbitrary<Query> not = one.map(Query.Not::new);
        return Arbitraries.frequencyOf(
                Tuple.of(3, one),
                Tuple.of(2, several.map(Query::all)),
                Tuple.of(2, several.map(Query::any)),
                Tuple.of(2, not));
    }

    private Arbitrary<Query> condition() {
        return Arbitraries.of(Field.values())
                .flatMap(field -> field == Field.ATTRIBUTE
                        ? Combinators.combine(Arbitraries.of(KEYS), perhapsNone(field))
                                .as((key, test) -> new Condition(field, key, test))
                        : perhapsNone(field).map(test -> new Condition(field, null, test)));
    }

    private Arbitrary<Test> perhapsNone(Field field) {
        Arbitrary<Test> none = Arbitraries.just(new Test.None());
        return field.choices().contains("none")
                ? test(field)
                : Arbitraries.frequencyOf(Tuple.of(1, none), Tuple.of(7, test(field)));
    }

    private Arbitrary<Test> test(Field field) {
        return switch (field.kind()) {
            case TEXT ->
                Arbitraries.frequencyOf(
                        Tuple.of(1, texts().map(Test.Whole::new)), Tuple.of(3, texts().map(Test.Contains::new)));
            case CHOICE -> Arbitraries.of(field.choices()).map(Test.Word::new);
            case WORDS ->
                Arbitraries.oneOf(
                        Arbitraries.of(field == Field.FACTOR ? field.choices() : PERMISSIONS)
                                .map(Test.Word::new),
                        Arbitraries.of("bill", "orders:", "Adm", "p", "x").map(Test.Begins::new));
            case ID -> ids.map(Test.Id::new);
            case HANDLE ->
                Combinators.combine(ids, Arbitraries.integers().between(1, 36))
                        .as((id, length) -> new Test.Begins(id.toString().substring(0, length)));
            case ADDRESS ->
                Arbitraries.of(RANGES)
                        .map(range -> new Test.Inside(AddressRange.parse(range).orElseThrow()));
            case DURATION -> Combinators.combine(order(), durations()).as(Test.Lasts::new);
            case MOMENT -> happens();
            case NUMBER ->
                Combinators.combine(
                                Arbitraries.of(Comparison.values()),
                                Arbitraries.integers().between(0, 4))
                        .as(Test.Counts::new);
        };
    }

    private Arbitrary<Test> happens() {
        LocalDate today = LocalDate.ofEpochDay(now.getEpochSecond() / 86_400);
        Arbitrary<Moment> moment = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 100_000).map(ago -> new Moment.At(now.minusSeconds(ago))),
                Arbitraries.integers().between(0, 2).map(ago -> new Moment.Day(today.minusDays(ago))),
                durations().map(Moment.Ago::new),
                Arbitraries.integers().between(0, 1).map(Moment.DaysAgo::new));
        return moment.flatMap(
                when -> (when.isDay() ? Arbitraries.oneOf(order(), Arbitraries.just(Comparison.IS)) : order())
                        .map(comparison -> new Test.Happens(comparison, when)));
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.of(TEXTS);
    }

    private static Arbitrary<Duration> durations() {
        return Arbitraries.of(Stream.of(0, 1, 59, 60, 600, 3600, 5400, 86_400, 90_061)
                .map(Duration::ofSeconds)
                .toList());
    }

    private static Arbitrary<Comparison> order() {
        return Arbitraries.of(Comparison.LESS, Comparison.AT_MOST, Comparison.MORE, Comparison.AT_LEAST);
    }
}
