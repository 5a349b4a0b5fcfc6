package dev.portcullis.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a query's text; {@code from} and {@code to} are where it stands, counted from 0. */
sealed interface Token {
    int from();

    int to();

    record Open(int from, int to) implements Token {}

    record Close(int from, int to) implements Token {}

    /** A {@code -} directly before what it negates. */
    record Minus(int from, int to) implements Token {}

    /** {@code and}, {@code or}, {@code not}: in lower case. */
    record Keyword(String word, int from, int to) implements Token {}

    /** A bare word. */
    record Bare(Value value) implements Token {
        @Override
        public int from() {
            return value.from();
        }

        @Override
        public int to() {
            return value.to();
        }
    }

    /**
     * A field with what is asked of it.
     *
     * @param key what follows its dot; null if it has none
     * @param sign the operator
     * @param values at least one
     */
    record Asked(Value field, @Nullable Value key, Value sign, List<Value> values) implements Token {
        @Override
        public int from() {
            return field.from();
        }

        @Override
        public int to() {
            return values.getLast().to();
        }
    }

    record End(int from) implements Token {
        @Override
        public int to() {
            return from;
        }
    }

    /** A text in a token; of a quoted one, what the quotation marks hold. */
    record Value(String text, boolean quoted, int from, int to) {}
}
