package dev.portcullis.query;

import dev.portcullis.query.Token.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The conditions and words that a query's text is made of, where they stand; and the text with one more, or one less. */
public final class Terms {
    /** Places of nothing but a text that cannot be cut into pieces, which gets shorter each time. */
    private static final int TRIES = 4;

    /** Of these a colon finds what contains the value as well. */
    private static final Set<Field> WHOLE = EnumSet.of(Field.NETWORK, Field.BROWSER, Field.OS);

    private Terms() {}

    /**
     * One condition or word.
     *
     * @param from, to where it stands, a dash before it included
     * @param operatorEnds where field and operator end; {@code from} of a word
     */
    public record Term(int from, int to, int operatorEnds, boolean negated) {}

    /** Of a text that need not be a query; of one that cannot be cut into pieces, those before the fault. */
    public static List<Term> of(String text) {
        return terms(tokens(text));
    }

    /** Whether the query asks for this value of the field, by a condition of its own. */
    public static boolean has(String text, Field field, String value) {
        return asked(text, field)
                .filter(asked ->
                        asked.values().stream().anyMatch(each -> each.text().equalsIgnoreCase(value)))
                .isPresent();
    }

    /** The query that asks for this value of the field as well, or, if it does so, that does no more. Several values of a field are alternatives. */
    public static String toggle(String text, Field field, String value) {
        Optional<Token.Asked> known = asked(text, field);
        if (known.isEmpty()) {
            return and(text, field.word() + (WHOLE.contains(field) ? "=" : ":") + written(value));
        }
        List<Value> values = new ArrayList<>(known.get().values());
        boolean had = values.removeIf(each -> each.text().equalsIgnoreCase(value));
        String sign = known.get().sign().text();
        String rest = values.stream()
                .map(each -> text.substring(each.from(), each.to()))
                .collect(Collectors.joining(","));
        String all = had ? rest : rest + "," + written(value);
        String term = all.isEmpty() ? "" : field.word() + sign + all;
        String before = text.substring(0, known.get().from());
        String after = text.substring(known.get().to());
        return (term.isEmpty() ? before.stripTrailing() + " " + after.stripLeading() : before + term + after).strip();
    }

    /** The query without what it asks of this field; the same if that is nothing. */
    public static String without(String text, Field field) {
        return asked(text, field)
                .map(known -> (text.substring(0, known.from()).stripTrailing() + " "
                                + text.substring(known.to()).stripLeading())
                        .strip())
                .orElse(text);
    }

    /** Both. */
    public static String and(String text, String term) {
        if (text.isBlank()) {
            return term;
        }
        return (loose(text) ? "(" + text.strip() + ")" : text.strip()) + " " + term;
    }

    /** Whether what is written beside it would belong to its last alternative only. */
    private static boolean loose(String text) {
        int depth = 0;
        for (Token token : tokens(text)) {
            switch (token) {
                case Token.Open _ -> depth++;
                case Token.Close _ -> depth--;
                case Token.Keyword keyword -> {
                    if (depth == 0 && keyword.word().equals("or")) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        return false;
    }

    /** A value as it is written after an operator. */
    public static String written(String value) {
        boolean plain = value.matches("[^\\s\"(),\\\\\\p{Cntrl}*]+")
                && !value.equalsIgnoreCase("none")
                && !value.equalsIgnoreCase("any");
        return plain ? value : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** The condition that asks for values of the field; one that is negated, or in parentheses, does not. */
    private static Optional<Token.Asked> asked(String text, Field field) {
        Token before = null;
        int depth = 0;
        for (Token token : tokens(text)) {
            depth += token instanceof Token.Open ? 1 : token instanceof Token.Close ? -1 : 0;
            if (token instanceof Token.Asked asked
                    && depth == 0
                    && !negates(before)
                    && asked.field().text().equalsIgnoreCase(field.word())
                    && (asked.sign().text().equals(":") || asked.sign().text().equals("="))) {
                return Optional.of(asked);
            }
            before = token;
        }
        return Optional.empty();
    }

    static boolean negates(@Nullable Token before) {
        return before instanceof Token.Minus
                || (before instanceof Token.Keyword keyword && keyword.word().equals("not"));
    }

    private static List<Term> terms(List<Token> tokens) {
        List<Term> terms = new ArrayList<>();
        int dash = -1;
        for (Token token : tokens) {
            int from = dash < 0 ? token.from() : dash;
            switch (token) {
                case Token.Minus _ -> dash = from;
                case Token.Asked asked ->
                    terms.add(new Term(from, asked.to(), asked.sign().to(), dash >= 0));
                case Token.Bare bare -> terms.add(new Term(from, bare.to(), from, dash >= 0));
                default -> {}
            }
            dash = token instanceof Token.Minus ? dash : -1;
        }
        return terms;
    }

    static List<Token> tokens(String text) {
        String readable = text;
        for (int i = 0; i < TRIES; i++) {
            try {
                return new Lexer(readable).tokens();
            } catch (QueryException fault) {
                readable =
                        readable.substring(0, Math.clamp(fault.position() - 1, 0, Math.max(0, readable.length() - 1)));
            }
        }
        return List.of();
    }
}
