package dev.portcullis.query;

import dev.portcullis.query.Token.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cuts a query into pieces. */
final class Lexer {
    static final Set<String> KEYWORDS = Set.of("and", "or", "not");

    /** A name directly before an operator makes a field of it, whether or not there is such a field. */
    static final Pattern FIELD = Pattern.compile(
            "([A-Za-z][A-Za-z0-9_-]*)(?:\\.([^\\s\"():=<>,]+|\"(?:[^\"\\\\]|\\\\.)*+\"))?(<=|>=|[:=<>])");

    private final String text;
    private int at;

    Lexer(String text) {
        this.text = text;
    }

    /** All of them, the end last. */
    List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        while (true) {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (at == text.length()) {
                tokens.add(new Token.End(at));
                return tokens;
            }
            tokens.add(next());
        }
    }

    private Token next() {
        int from = at;
        switch (text.charAt(at)) {
            case '(' -> {
                return new Token.Open(from, ++at);
            }
            case ')' -> {
                return new Token.Close(from, ++at);
            }
            case '"' -> {
                return new Token.Bare(apart(quoted()));
            }
            case '-' -> {
                if (negates()) {
                    return new Token.Minus(from, ++at);
                }
            }
            case ':', '=', '<', '>' -> throw fault(Fault.NO_FIELD, from, 1, null, text.substring(at, at + 1));
            default -> {}
        }
        if (isAddress()) {
            return new Token.Bare(plain(false));
        }
        Matcher field = FIELD.matcher(text).region(at, text.length());
        if (field.lookingAt()) {
            return asked(field);
        }
        Value word = apart(plain(false));
        String lower = word.text().toLowerCase(Locale.ROOT);
        return KEYWORDS.contains(lower) ? new Token.Keyword(lower, from, at) : new Token.Bare(word);
    }

    /** Whether the dash here stands directly before something; by itself, or among dashes alone, it is a word. */
    private boolean negates() {
        int after = at;
        while (after < text.length() && text.charAt(after) == '-') {
            after++;
        }
        return after < text.length() && !Character.isWhitespace(text.charAt(after)) && text.charAt(after) != ')';
    }

    /** Whether what stands here is an address of IPv6, which has colons and yet no field. */
    private boolean isAddress() {
        int end = endOfPlain(false);
        String word = text.substring(at, end);
        return word.indexOf(':') >= 0 && AddressRange.parse(word).isPresent();
    }

    private Token asked(Matcher field) {
        Value name = new Value(field.group(1), false, field.start(1), field.end(1));
        Value key = null;
        if (field.group(2) != null) {
            at = field.start(2);
            key = text.charAt(at) == '"' ? quoted() : shown(new Value(field.group(2), false, at, field.end(2)));
        }
        Value sign = new Value(field.group(3), false, field.start(3), field.end(3));
        at = field.end();
        List<Value> values = new ArrayList<>();
        values.add(value(name, sign));
        while (at < text.length() && text.charAt(at) == ',') {
            at++;
            values.add(value(name, sign));
        }
        apart(values.getLast());
        return new Token.Asked(name, key, sign, values);
    }

    private Value value(Value name, Value sign) {
        Value value = at < text.length() && text.charAt(at) == '"' ? quoted() : plain(true);
        if (value.text().isEmpty()) {
            throw fault(Fault.NO_VALUE, value.from(), at - value.from(), null, name.text() + sign.text());
        }
        return value;
    }

    private Value plain(boolean ofField) {
        int from = at;
        at = endOfPlain(ofField);
        return shown(new Value(text.substring(from, at), false, from, at));
    }

    /** The same, if all of it can be shown. */
    private Value shown(Value plain) {
        for (int i = plain.from(); i < plain.to(); i++) {
            requireShown(i);
        }
        return plain;
    }

    /** A comma ends a field's value, and no bare word. */
    private int endOfPlain(boolean ofField) {
        int end = at;
        while (end < text.length()
                && !Character.isWhitespace(text.charAt(end))
                && "()\"".indexOf(text.charAt(end)) < 0) {
            if (ofField && text.charAt(end) == ',') {
                break;
            }
            end++;
        }
        return end;
    }

    private Value quoted() {
        int from = at++;
        StringBuilder held = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length() && "\\\"".indexOf(text.charAt(at + 1)) >= 0) {
                at++;
            }
            requireShown(at);
            held.append(text.charAt(at++));
        }
        if (at == text.length()) {
            throw fault(Fault.QUOTE_OPEN, from, text.length() - from, text.substring(from) + "\"");
        }
        at++;
        if (held.toString().isBlank()) {
            throw fault(Fault.QUOTE_EMPTY, from, at - from, null);
        }
        return new Value(held.toString(), true, from, at);
    }

    /** Requires that a quotation mark neither follows at once nor has just been closed at a letter. */
    private Value apart(Value value) {
        if (at < text.length() && text.charAt(at) == '"') {
            throw fault(Fault.SPACE_BEFORE_QUOTE, at, 1, " \"");
        }
        if (value.quoted()
                && at < text.length()
                && !Character.isWhitespace(text.charAt(at))
                && "()".indexOf(text.charAt(at)) < 0) {
            throw fault(Fault.SPACE_AFTER_QUOTE, at, 0, " ");
        }
        return value;
    }

    /** Nothing that cannot be shown, and no half of a character. */
    private void requireShown(int index) {
        char character = text.charAt(index);
        boolean half = Character.isHighSurrogate(character)
                ? index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1))
                : Character.isLowSurrogate(character)
                        && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
        if (half || Character.isISOControl(character)) {
            throw fault(Fault.NOT_SHOWN, index, 1, "");
        }
    }

    static QueryException fault(Fault fault, int from, int length, @Nullable String suggestion, String... arguments) {
        return new QueryException(fault, List.of(arguments), from + 1, length, suggestion);
    }
}
