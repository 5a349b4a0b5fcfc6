package dev.portcullis.store;

import dev.portcullis.query.AddressRange;
import dev.portcullis.query.Comparison;
import dev.portcullis.query.Field;
import dev.portcullis.query.Folding;
import dev.portcullis.query.Moment;
import dev.portcullis.query.Query;
import dev.portcullis.query.Query.Condition;
import dev.portcullis.query.Test;
import dev.portcullis.query.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A query as a condition on a row {@code s} of {@link SessionRows}: the one translation to SQL. Whatever the caller wrote is a bound parameter.
 *
 * <p>What the language says of a field without a value, SQL says with null; only a negation must not hand that on, so it asks whether the rest {@code is not true}.
 */
final class QuerySql {
    private final Instant now;
    private final Sql sql = new Sql();

    private QuerySql(Instant now) {
        this.now = now;
    }

    /** @param now what the query's relative times count from */
    static Sql condition(Query query, Instant now) {
        QuerySql translation = new QuerySql(now);
        translation.add(query);
        return translation.sql;
    }

    private void add(Query query) {
        switch (query) {
            case Query.All _ -> sql.add("true");
            case Query.And(List<Query> parts) -> join(parts, " and ");
            case Query.Or(List<Query> parts) -> join(parts, " or ");
            case Query.Not(Query part) -> {
                sql.add("(");
                add(part);
                sql.add(") is not true");
            }
            case Query.Word(String word) -> word(word);
            case Condition condition -> condition(condition);
        }
    }

    private void join(List<Query> parts, String between) {
        sql.add("(");
        for (int i = 0; i < parts.size(); i++) {
            sql.add(i == 0 ? "" : between);
            add(parts.get(i));
        }
        sql.add(")");
    }

    private void word(String text) {
        sql.add("(");
        users(new Test.Contains(text));
        sql.add(" or ");
        contains("s.device", text);
        if (Words.ofAddress(text)) {
            sql.add(" or strpos(host(s.address), ?) > 0", Folding.fold(text));
        }
        if (Words.beginsHandle(Folding.fold(text))) {
            sql.add(" or ");
            begins("s.handle", Folding.fold(text));
        }
        sql.add(")");
    }

    private void condition(Condition condition) {
        Field field = condition.field();
        switch (condition.test()) {
            case Test.None _ -> none(field, condition.key());
            case Test.Contains test when field == Field.USER -> users(test);
            case Test.Whole test when field == Field.USER -> users(test);
            case Test.Contains(String text)
            when field == Field.ATTRIBUTE -> attribute(condition.key(), () -> contains("attribute.value", text));
            case Test.Whole(String text)
            when field == Field.ATTRIBUTE -> attribute(condition.key(), () -> whole("attribute.value", text));
            case Test.Contains(String text) -> contains(SessionFields.value(field), text);
            case Test.Whole(String text) -> whole(SessionFields.value(field), text);
            case Test.Word(String word)
            when SessionFields.isArray(field) ->
                sql.add("cast(? as text) = any (" + SessionFields.value(field) + ")", word);
            case Test.Word(String word) -> sql.add(SessionFields.value(field) + " = cast(? as text)", word);
            case Test.Begins(String prefix)
            when field.kind() == Field.Kind.HANDLE -> begins(SessionFields.value(field), prefix);
            // No word has a space in it, and this takes a quarter of the time of unnesting.
            case Test.Begins(String prefix) ->
                sql.add(
                        "strpos((' ' || array_to_string(" + SessionFields.value(field)
                                + ", ' ')) collate \"C\", ?) > 0",
                        " " + prefix);
            case Test.Id(UUID id) -> sql.add(SessionFields.value(field) + " = ?", id);
            case Test.Inside(AddressRange range) ->
                sql.add(SessionFields.value(field) + " <<= cast(? as inet)", range.toString());
            case Test.Lasts(Comparison comparison, Duration duration) -> lasts(field, comparison, duration);
            case Test.Happens(Comparison comparison, Moment moment) -> happens(field, comparison, moment);
            case Test.Counts(Comparison comparison, long number) ->
                sql.add(SessionFields.value(field) + " " + operator(comparison) + " ?", number);
        }
    }

    private void none(Field field, @Nullable String key) {
        if (SessionFields.isArray(field)) {
            sql.add("cardinality(" + SessionFields.value(field) + ") = 0");
        } else if (field == Field.ATTRIBUTE) {
            attribute(key, () -> sql.add("attribute.value is null"));
        } else {
            sql.add("(" + SessionFields.value(field) + ") is null");
        }
    }

    /** Asks the accounts first: there are fewer of them, and their indexes cost no login anything. */
    private void users(Test test) {
        sql.add("s.account_id in (select id from account where ");
        switch (test) {
            case Test.Whole(String text) -> {
                whole("email", text);
                sql.add(" or ");
                whole("name", text);
            }
            case Test.Contains(String text) -> occurs("search collate \"C\"", text);
            default -> throw new IllegalArgumentException("no test of a user: " + test);
        }
        sql.add(")");
    }

    private void attribute(@Nullable String key, Runnable condition) {
        sql.add("(select ");
        condition.run();
        sql.add("""
                 from (select case jsonb_typeof(asked.member)
                            when 'string' then asked.member #>> '{}'
                            when 'boolean' then asked.member #>> '{}'
                            when 'number' then trim_scale((asked.member #>> '{}')::numeric)::text
                        end as value
                       from (select s.attributes -> cast(? as text) as member) asked) attribute)
                """, key);
    }

    /** {@link Folding}, in SQL: what is not of ASCII is named with all its variants. */
    private void contains(String column, String text) {
        occurs("lower(" + column + " collate \"C\")", text);
    }

    /** @param lower in which no letter of ASCII is a capital */
    private void occurs(String lower, String text) {
        if (Folding.isAscii(text)) {
            sql.add("strpos(" + lower + ", ?) > 0", Folding.fold(text));
        } else {
            sql.add(lower + " ~ ?", pattern(text));
        }
    }

    private void whole(String column, String text) {
        if (Folding.isAscii(text)) {
            sql.add("lower(" + column + " collate \"C\") = ?", Folding.fold(text));
        } else {
            sql.add("lower(" + column + " collate \"C\") ~ ?", "^" + pattern(text) + "$");
        }
    }

    /** A regular expression that matches the text whatever the case. */
    private static String pattern(String text) {
        StringBuilder pattern = new StringBuilder();
        Folding.fold(text).codePoints().forEach(c -> {
            List<Integer> variants = c < 128 ? List.of(c) : Folding.variants(c);
            if (variants.size() > 1) {
                pattern.append('[');
                variants.forEach(pattern::appendCodePoint);
                pattern.append(']');
            } else {
                pattern.append(c < 128 && !Character.isLetterOrDigit(c) ? "\\" : "")
                        .appendCodePoint(c);
            }
        });
        return pattern.toString();
    }

    /** A range of ids, which an index can find. */
    private void begins(String column, String prefix) {
        String digits = prefix.replace("-", "");
        sql.add(
                column + " between ? and ?",
                uuid(digits + "0".repeat(32 - digits.length())),
                uuid(digits + "f".repeat(32 - digits.length())));
    }

    private static UUID uuid(String digits) {
        return new UUID(Long.parseUnsignedLong(digits, 0, 16, 16), Long.parseUnsignedLong(digits, 16, 32, 16));
    }

    private void lasts(Field field, Comparison comparison, Duration duration) {
        boolean since = SessionFields.runsSince(field);
        Comparison asked = since ? reversed(comparison) : comparison;
        sql.add(
                "(" + SessionFields.value(field) + ") " + operator(asked) + " ?",
                since ? now.minus(duration) : now.plus(duration));
    }

    /** What began longer ago began earlier. */
    private static Comparison reversed(Comparison comparison) {
        return switch (comparison) {
            case IS -> Comparison.IS;
            case LESS -> Comparison.MORE;
            case AT_MOST -> Comparison.AT_LEAST;
            case MORE -> Comparison.LESS;
            case AT_LEAST -> Comparison.AT_MOST;
        };
    }

    private void happens(Field field, Comparison comparison, Moment moment) {
        String column = SessionFields.value(field);
        Instant begins = moment.begins(now);
        Instant ends = moment.ends(now);
        switch (comparison) {
            case IS -> sql.add("(" + column + " >= ? and " + column + " < ?)", begins, ends);
            case LESS -> sql.add(column + " < ?", begins);
            case AT_MOST -> sql.add(column + " < ?", ends);
            case MORE -> sql.add(column + " >= ?", ends);
            case AT_LEAST -> sql.add(column + " >= ?", begins);
        }
    }

    private static String operator(Comparison comparison) {
        return comparison == Comparison.IS ? "=" : comparison.sign().toLowerCase(Locale.ROOT);
    }
}
