package dev.portcullis.query;

import dev.portcullis.query.Query.Condition;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/** Queries by chance: of every kind, about values that sessions of {@code SessionsByChance} may have, and some that they have not. */
public final class RandomQueries {
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
    private static final List<Duration> DURATIONS = Stream.of(0, 1, 59, 60, 600, 3600, 5400, 86_400, 90_061)
            .map(Duration::ofSeconds)
            .toList();

    private final Random random;
    private final Instant now;
    private final List<UUID> ids;

    /** @param ids of which some are asked for */
    public RandomQueries(Random random, Instant now, List<UUID> ids) {
        this.random = random;
        this.now = now;
        this.ids = ids;
    }

    public Query query(int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return random.nextInt(8) == 0 ? new Query.Word(of(TEXTS)) : condition();
        }
        return switch (random.nextInt(3)) {
            case 0 -> Query.all(several(depth));
            case 1 -> Query.any(several(depth));
            default -> new Query.Not(query(depth - 1));
        };
    }

    private List<Query> several(int depth) {
        List<Query> several = new ArrayList<>();
        for (int i = 2 + random.nextInt(2); i > 0; i--) {
            several.add(query(depth - 1));
        }
        return several;
    }

    private Query condition() {
        Field field = of(List.of(Field.values()));
        String key = field == Field.ATTRIBUTE ? of(KEYS) : null;
        boolean none = random.nextInt(8) == 0 && !field.choices().contains("none");
        return new Condition(field, key, none ? new Test.None() : test(field));
    }

    private Test test(Field field) {
        return switch (field.kind()) {
            case TEXT -> random.nextInt(4) == 0 ? new Test.Whole(of(TEXTS)) : new Test.Contains(of(TEXTS));
            case CHOICE -> new Test.Word(of(field.choices()));
            case WORDS ->
                random.nextBoolean()
                        ? new Test.Word(field == Field.FACTOR ? of(field.choices()) : of(PERMISSIONS))
                        : new Test.Begins(of(List.of("bill", "orders:", "Adm", "p", "x")));
            case ID -> new Test.Id(of(ids));
            case HANDLE -> new Test.Begins(of(ids).toString().substring(0, 1 + random.nextInt(36)));
            case ADDRESS -> new Test.Inside(AddressRange.parse(of(RANGES)).orElseThrow());
            case DURATION -> new Test.Lasts(order(), of(DURATIONS));
            case MOMENT -> happens();
            case NUMBER -> new Test.Counts(of(List.of(Comparison.values())), random.nextInt(5));
        };
    }

    private Test happens() {
        Moment moment = switch (random.nextInt(4)) {
            case 0 -> new Moment.At(now.minusSeconds(random.nextInt(100_000)));
            case 1 -> new Moment.Day(LocalDate.ofEpochDay(now.getEpochSecond() / 86_400 - random.nextInt(3)));
            case 2 -> new Moment.Ago(of(DURATIONS));
            default -> new Moment.DaysAgo(random.nextInt(2));
        };
        return new Test.Happens(moment.isDay() && random.nextBoolean() ? Comparison.IS : order(), moment);
    }

    private Comparison order() {
        return of(List.of(Comparison.LESS, Comparison.AT_MOST, Comparison.MORE, Comparison.AT_LEAST));
    }

    private <T> T of(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
