package dev.portcullis.query;

import dev.portcullis.query.Query.Condition;
import dev.portcullis.query.Token.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a tree of a query's text: recursive descent, a method for each rule of the grammar in {@code package-info}. */
final class QueryParser {
    static final int LONGEST = 2000;
    static final int DEEPEST = 20;
    static final int MOST_TERMS = 100;

    private final String text;
    private List<Token> tokens = List.of();
    private int at;
    private int depth;
    private int terms;

    QueryParser(String text) {
        this.text = text;
    }

    Query parse() {
        if (text.length() > LONGEST) {
            throw new QueryException(
                    Fault.TOO_LONG,
                    List.of("" + text.length(), "" + LONGEST),
                    LONGEST + 1,
                    text.length() - LONGEST,
                    null);
        }
        tokens = new Lexer(text).tokens();
        if (tokens.getFirst() instanceof Token.End) {
            return new Query.All();
        }
        Query query = disjunction();
        if (token() instanceof Token.Close stray) {
            throw fault(Fault.STRAY_CLOSE, stray, "");
        }
        return query;
    }

    private Query disjunction() {
        List<Query> parts = new ArrayList<>(List.of(conjunction()));
        while (keyword("or")) {
            at++;
            parts.add(conjunction());
        }
        return Query.any(parts);
    }

    private Query conjunction() {
        List<Query> parts = new ArrayList<>(List.of(negation()));
        while (true) {
            if (keyword("and")) {
                at++;
            } else if (keyword("or") || token() instanceof Token.Close || token() instanceof Token.End) {
                return Query.all(parts);
            }
            parts.add(negation());
        }
    }

    private Query negation() {
        if (!(token() instanceof Token.Minus) && !keyword("not")) {
            return primary();
        }
        deeper();
        at++;
        Query negated = negation();
        depth--;
        return new Query.Not(negated);
    }

    private Query primary() {
        Token token = token();
        return switch (token) {
            case Token.Open open -> group(open);
            case Token.Bare(Value value) -> {
                count(token);
                at++;
                yield word(value);
            }
            case Token.Asked asked -> {
                at++;
                yield condition(asked);
            }
            case Token.Close close -> throw fault(Fault.MISSING_BEFORE_CLOSE, close, null);
            case Token.End end -> throw fault(Fault.MISSING_AT_END, end, null);
            case Token.Keyword keyword -> throw fault(Fault.MISSING_BEFORE, keyword, null, keyword.word());
            case Token.Minus _ -> throw new IllegalStateException("a minus is read by the rule above");
        };
    }

    private Query group(Token open) {
        deeper();
        at++;
        if (token() instanceof Token.Close close) {
            throw Lexer.fault(Fault.EMPTY_GROUP, open.from(), close.to() - open.from(), "");
        }
        Query inner = disjunction();
        if (!(token() instanceof Token.Close)) {
            throw Lexer.fault(Fault.OPEN, open.from(), 1, null);
        }
        at++;
        depth--;
        return inner;
    }

    private static Query word(Value value) {
        Optional<AddressRange> range = value.quoted() ? Optional.empty() : range(value.text());
        return range.isPresent()
                ? new Condition(Field.IP, null, new Test.Inside(range.get()))
                : new Query.Word(value.text());
    }

    /** A network, or an IPv6 address in whatever spelling, is meant as such; what is in quotation marks is always text, and so is what may be part of an IPv4 address. */
    static Optional<AddressRange> range(String word) {
        return word.indexOf('/') > 0 || word.indexOf(':') >= 0 ? AddressRange.parse(word) : Optional.empty();
    }

    private Query condition(Token.Asked asked) {
        Value name = asked.field();
        Field field = Field.ofWord(name.text()).orElseThrow(() -> unknown(asked));
        Value key = asked.key();
        if (key == null && field == Field.ATTRIBUTE) {
            throw Lexer.fault(
                    Fault.WHICH_ATTRIBUTE,
                    name.from(),
                    name.text().length(),
                    "attribute.",
                    asked.sign().text());
        }
        if (key != null && field != Field.ATTRIBUTE) {
            throw Lexer.fault(Fault.NO_PARTS, name.to(), key.to() - name.to(), "", field.word());
        }
        String attribute = key == null ? null : key.text();
        List<Query> alternatives = new ArrayList<>();
        for (Value value : asked.values()) {
            count(asked);
            alternatives.add(
                    new ValueReader(field, asked.sign(), value, asked.values().size()).query(attribute));
        }
        return Query.any(alternatives);
    }

    private QueryException unknown(Token.Asked asked) {
        Value name = asked.field();
        List<String> known = Arrays.stream(Field.values()).map(Field::word).toList();
        Optional<String> meant = Nearest.to(name.text(), known);
        String place = "" + (name.from() + 1);
        String written = text.substring(asked.from(), asked.to()).replace("\"", "\\\"");
        return Lexer.fault(
                meant.isPresent() ? Fault.UNKNOWN_FIELD : Fault.UNKNOWN_FIELD_OR_TEXT,
                name.from(),
                name.text().length(),
                meant.orElse(null),
                name.text(),
                place,
                meant.orElse(written));
    }

    private Token token() {
        return tokens.get(at);
    }

    private boolean keyword(String word) {
        return token() instanceof Token.Keyword keyword && keyword.word().equals(word);
    }

    private void deeper() {
        if (++depth > DEEPEST) {
            throw fault(Fault.TOO_DEEP, token(), null, "" + DEEPEST);
        }
    }

    private void count(Token token) {
        if (++terms > MOST_TERMS) {
            throw fault(Fault.TOO_MANY_TERMS, token, null, "" + MOST_TERMS);
        }
    }

    private static QueryException fault(
            Fault fault, Token token, @Nullable String suggestion, String... arguments) {
        return Lexer.fault(fault, token.from(), token.to() - token.from(), suggestion, arguments);
    }
}
