package dev.portcullis.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/**
 * What can stand at a place in a query that is being written.
 *
 * @param from, to what a proposal takes the place of: what is written of it already
 * @param proposals those that begin with that; fields first in the order in which people look for them
 */
public record Completion(int from, int to, List<Proposal> proposals) {
    /** What a proposal is. */
    public enum Kind {
        FIELD,
        OPERATOR,
        VALUE,
        KEYWORD
    }

    /**
     * Something to write.
     *
     * @param text as it is written
     * @param about what it is, for a person; empty if it says so itself
     */
    public record Proposal(Kind kind, String text, String about) {}

    private static final List<Proposal> SIZES = List.of(
            new Proposal(Kind.VALUE, "5m", "5 minutes"),
            new Proposal(Kind.VALUE, "30m", "half an hour"),
            new Proposal(Kind.VALUE, "1h", "an hour"),
            new Proposal(Kind.VALUE, "1d", "a day"));
    private static final List<Proposal> TIMES = List.of(
            new Proposal(Kind.VALUE, "today", "this day, in UTC"),
            new Proposal(Kind.VALUE, "yesterday", "the day before, in UTC"),
            new Proposal(Kind.VALUE, "-1h", "an hour ago"));
    private static final List<Proposal> ORDERS = List.of(
            new Proposal(Kind.OPERATOR, "<", "less"),
            new Proposal(Kind.OPERATOR, "<=", "at most"),
            new Proposal(Kind.OPERATOR, ">", "more"),
            new Proposal(Kind.OPERATOR, ">=", "at least"));
    private static final Proposal HAS = new Proposal(Kind.OPERATOR, ":", "contains, or is");
    private static final Proposal EQUALS = new Proposal(Kind.OPERATOR, "=", "is, from end to end");

    /**
     * Proposes what can stand at the cursor.
     *
     * @param cursor how many characters of the text stand before it
     */
    public static Completion at(String text, int cursor) {
        String before = text.substring(0, Math.clamp(cursor, 0, text.length()));
        int from = lastBreak(before);
        if (from < 0) {
            return new Completion(before.length(), before.length(), List.of()); // in quotation marks
        }
        while (from < before.length() && before.charAt(from) == '-') {
            from++;
        }
        String piece = before.substring(from);
        Matcher field = Lexer.FIELD.matcher(piece);
        if (field.lookingAt()) {
            return Field.ofWord(field.group(1))
                    .map(known -> values(known, field.group(3), before, before.length() - piece.length() + field.end()))
                    .orElseGet(() -> new Completion(before.length(), before.length(), List.of()));
        }
        List<Proposal> proposals = new ArrayList<>(fields(piece));
        Field.ofWord(piece).ifPresent(known -> proposals.addAll(operators(known)));
        boolean negated = from > 0 && before.charAt(from - 1) == '-';
        if (!negated) {
            keywords(before.substring(0, from), piece).forEach(proposals::add);
        }
        return new Completion(from, before.length(), List.copyOf(proposals));
    }

    /** Where the last piece begins: after a space or a parenthesis; -1 within quotation marks. */
    private static int lastBreak(String text) {
        int begin = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (quoted && character == '\\') {
                i++;
            } else if (character == '"') {
                quoted = !quoted;
            } else if (!quoted && (Character.isWhitespace(character) || character == '(' || character == ')')) {
                begin = i + 1;
            }
        }
        return quoted ? -1 : begin;
    }

    private static List<Proposal> fields(String begun) {
        return Arrays.stream(Field.values())
                .filter(field -> begins(field.word(), begun) && !field.word().equalsIgnoreCase(begun))
                .map(field -> new Proposal(Kind.FIELD, field.word(), field.about()))
                .toList();
    }

    /** With the field that stands before them, since they take its place. */
    private static List<Proposal> operators(Field field) {
        Stream<Proposal> offered = switch (field.kind()) {
            case TEXT -> field == Field.ATTRIBUTE ? Stream.of() : Stream.of(HAS, EQUALS);
            case CHOICE, WORDS, ID, HANDLE, ADDRESS -> Stream.of(HAS);
            case DURATION -> ORDERS.stream();
            case MOMENT, NUMBER -> Stream.concat(ORDERS.stream(), Stream.of(HAS));
        };
        List<Proposal> operators = offered.map(
                        operator -> new Proposal(Kind.OPERATOR, field.word() + operator.text(), operator.about()))
                .toList();
        return field == Field.ATTRIBUTE
                ? List.of(new Proposal(Kind.OPERATOR, "attribute.", "and its name"))
                : operators;
    }

    private static Completion values(Field field, String sign, String before, int afterOperator) {
        boolean ordered = sign.startsWith("<") || sign.startsWith(">");
        int from = Math.max(afterOperator, before.lastIndexOf(',') + 1);
        String begun = before.substring(from);
        Stream<Proposal> offered = switch (field.kind()) {
            case CHOICE -> words(field);
            case WORDS, TEXT, ADDRESS ->
                Stream.concat(
                        words(field),
                        Stream.of(
                                new Proposal(Kind.VALUE, "none", "there is none"),
                                new Proposal(Kind.VALUE, "any", "there is one")));
            case DURATION -> SIZES.stream();
            case MOMENT -> TIMES.stream().filter(time -> ordered || !time.text().startsWith("-"));
            case ID, HANDLE, NUMBER -> Stream.of();
        };
        return new Completion(
                from,
                before.length(),
                offered.filter(value ->
                                begins(value.text(), begun) && !value.text().equalsIgnoreCase(begun))
                        .toList());
    }

    private static Stream<Proposal> words(Field field) {
        return field.choices().stream().map(word -> new Proposal(Kind.VALUE, word, ""));
    }

    /** {@code and} and {@code or} only between two things. */
    private static List<Proposal> keywords(String before, String begun) {
        String words = before.stripTrailing().toLowerCase(Locale.ROOT);
        boolean between = !words.isEmpty() && !words.endsWith("(") && !words.matches("(?s)(.*[\\s()])?(and|or|not)");
        return Stream.of(
                        new Proposal(Kind.KEYWORD, "not", "whatever the next does not find"),
                        new Proposal(Kind.KEYWORD, "or", "either"),
                        new Proposal(Kind.KEYWORD, "and", "both; as without it"))
                .filter(keyword -> (between || keyword.text().equals("not"))
                        && begins(keyword.text(), begun)
                        && !keyword.text().equalsIgnoreCase(begun))
                .toList();
    }

    private static boolean begins(String word, String begun) {
        return word.regionMatches(true, 0, begun, 0, begun.length());
    }
}
