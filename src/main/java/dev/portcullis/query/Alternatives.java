package dev.portcullis.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a query's text asks of fields that are asked about together, such as the network by its name and by its addresses: {@code (network=office or ip:10.0.0.0/8)}. One
 * condition needs no parentheses. Whatever else the query asks holds as well.
 */
public final class Alternatives {
    private Alternatives() {}

    /** Where they stand, parentheses included. */
    private record Place(int from, int to, List<Token.Asked> asked) {}

    /** Whether the query asks for this value of the field. */
    public static boolean has(String text, Set<Field> together, Field field, String value) {
        return find(text, together)
                .map(place -> place.asked().stream()
                        .anyMatch(asked -> is(asked, field)
                                && asked.values().stream()
                                        .anyMatch(each -> each.text().equalsIgnoreCase(value))))
                .orElseGet(() -> Terms.has(text, field, value));
    }

    /** The query that asks for this value of the field as another alternative, or, if it does so, that does no more. */
    public static String toggle(String text, Set<Field> together, Field field, String value) {
        Optional<Place> found = find(text, together);
        if (found.isEmpty()) {
            return Terms.toggle(text, field, value);
        }
        Place place = found.get();
        List<String> terms = new ArrayList<>();
        boolean there = false;
        for (Token.Asked asked : place.asked()) {
            String term = text.substring(asked.from(), asked.to());
            there |= is(asked, field);
            terms.add(is(asked, field) ? Terms.toggle(term, field, value) : term);
        }
        if (!there) {
            terms.add(Terms.toggle("", field, value));
        }
        terms.removeIf(String::isEmpty);
        boolean alone = text.substring(0, place.from()).isBlank()
                && text.substring(place.to()).isBlank();
        String all = String.join(" or ", terms);
        return replaced(text, place, terms.size() > 1 && !alone ? "(" + all + ")" : all);
    }

    /** The query without what it asks of these fields; the same if that is nothing. */
    public static String without(String text, Set<Field> together) {
        Optional<Place> found = find(text, together);
        if (found.isPresent()) {
            return replaced(text, found.get(), "");
        }
        String rest = text;
        for (Field field : together) {
            rest = Terms.without(rest, field);
        }
        return rest;
    }

    private static String replaced(String text, Place place, String by) {
        String before = text.substring(0, place.from()).stripTrailing();
        String after = text.substring(place.to()).stripLeading();
        return List.of(before, by, after).stream()
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /**
     * The whole query if it is nothing but alternatives of theirs, or else parentheses that hold nothing else, or the one condition on any of them. Empty if there is none, or if there are several
     * conditions, which all have to hold.
     */
    private static Optional<Place> find(String text, Set<Field> together) {
        List<Token> tokens = Terms.tokens(text);
        Optional<Place> whole = chain(tokens, 0, together)
                .filter(place -> tokens.get(2 * place.asked().size() - 1) instanceof Token.End);
        if (whole.isPresent()) {
            return whole;
        }
        List<Place> places = new ArrayList<>();
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean free = depth == 0 && !(i > 0 && Terms.negates(tokens.get(i - 1)));
            if (token instanceof Token.Open open) {
                depth++;
                Optional<Place> inner = free ? chain(tokens, i + 1, together) : Optional.empty();
                int end = i + 2 * inner.map(place -> place.asked().size()).orElse(0);
                if (inner.isPresent() && end < tokens.size() && tokens.get(end) instanceof Token.Close close) {
                    places.add(new Place(open.from(), close.to(), inner.get().asked()));
                }
            } else if (token instanceof Token.Close) {
                depth--;
            } else if (free && token instanceof Token.Asked asked && isOne(asked, together)) {
                places.add(new Place(asked.from(), asked.to(), List.of(asked)));
            }
        }
        return places.size() == 1 ? Optional.of(places.getFirst()) : Optional.empty();
    }

    /** Conditions on these fields from there on, with {@code or} between them. */
    private static Optional<Place> chain(List<Token> tokens, int from, Set<Field> together) {
        List<Token.Asked> asked = new ArrayList<>();
        int at = from;
        while (at < tokens.size() && tokens.get(at) instanceof Token.Asked one && isOne(one, together)) {
            asked.add(one);
            at++;
            if (!(at < tokens.size()
                    && tokens.get(at) instanceof Token.Keyword keyword
                    && keyword.word().equals("or"))) {
                break;
            }
            at++;
        }
        boolean complete = !asked.isEmpty() && at == from + 2 * asked.size() - 1;
        return complete
                ? Optional.of(new Place(asked.getFirst().from(), asked.getLast().to(), List.copyOf(asked)))
                : Optional.empty();
    }

    private static boolean isOne(Token.Asked asked, Set<Field> together) {
        return together.stream().anyMatch(field -> is(asked, field))
                && (asked.sign().text().equals(":") || asked.sign().text().equals("="));
    }

    private static boolean is(Token.Asked asked, Field field) {
        return asked.field().text().equalsIgnoreCase(field.word());
    }
}
