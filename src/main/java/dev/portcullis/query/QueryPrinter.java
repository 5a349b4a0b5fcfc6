package dev.portcullis.query;

import dev.portcullis.query.Query.Condition;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a query in its language, in the one way that {@link QueryParser} reads back as the same. */
final class QueryPrinter {
    /** What needs no quotation marks after an operator, and beyond that in a bare word. */
    private static final Pattern PLAIN_VALUE = Pattern.compile("[^\\s\"(),\\\\\\p{Cntrl}]+");

    private QueryPrinter() {}

    static String print(Query query) {
        return switch (query) {
            case Query.All _ -> "";
            case Query.And(List<Query> parts) ->
                parts.stream()
                        .map(part -> part instanceof Query.Or ? "(" + print(part) + ")" : print(part))
                        .collect(Collectors.joining(" "));
            case Query.Or(List<Query> parts) ->
                parts.stream().map(QueryPrinter::print).collect(Collectors.joining(" or "));
            case Query.Not(Query part) -> negation(part);
            case Query.Word(String word) -> word(word);
            case Condition(Field field, String key, Test test) ->
                field.word() + (key == null ? "" : "." + key(key)) + test(field, test);
        };
    }

    private static String negation(Query part) {
        return switch (part) {
            case Query.And _, Query.Or _ -> "-(" + print(part) + ")";
            case Query.Word(String word) when word.startsWith("-") -> "-" + quoted(word);
            default -> "-" + print(part);
        };
    }

    private static String word(String text) {
        boolean plain = PLAIN_VALUE.matcher(text).matches()
                && !text.startsWith("-")
                && ":=<>".indexOf(text.charAt(0)) < 0
                && !Lexer.KEYWORDS.contains(text.toLowerCase(Locale.ROOT))
                && !Lexer.FIELD.matcher(text).lookingAt()
                && QueryParser.range(text).isEmpty();
        return plain ? text : quoted(text);
    }

    private static String key(String key) {
        return key.matches("[^\\s\"():=<>,]+") ? key : quoted(key);
    }

    private static String test(Field field, Test test) {
        return switch (test) {
            case Test.None _ -> ":none";
            case Test.Contains(String text) -> ":" + value(text);
            case Test.Whole(String text) -> "=" + value(text);
            case Test.Word(String word) -> ":" + (field.kind() == Field.Kind.CHOICE ? word : exact(word));
            case Test.Begins(String prefix) -> ":" + prefix + (field.kind() == Field.Kind.HANDLE ? "" : "*");
            case Test.Id(var id) -> ":" + id;
            case Test.Inside(AddressRange range) -> ":" + range;
            case Test.Lasts(Comparison comparison, var duration) -> comparison.sign() + Durations.write(duration);
            case Test.Counts(Comparison comparison, long number) -> comparison.sign() + number;
            case Test.Happens(Comparison comparison, Moment moment) -> comparison.sign() + moment(moment);
        };
    }

    private static String moment(Moment moment) {
        return switch (moment) {
            case Moment.At(var instant) -> instant.toString();
            case Moment.Day(var date) -> date.toString();
            case Moment.Ago(var duration) -> duration.isZero() ? "now" : "-" + Durations.write(duration);
            case Moment.DaysAgo(int days) -> days == 0 ? "today" : "yesterday";
        };
    }

    /** A star at its end would be more than a star. */
    private static String exact(String word) {
        return word.endsWith("*") ? quoted(word) : value(word);
    }

    private static String value(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return PLAIN_VALUE.matcher(text).matches() && !lower.equals("none") && !lower.equals("any")
                ? text
                : quoted(text);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
