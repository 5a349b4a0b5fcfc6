package dev.portcullis.query;

import dev.portcullis.api.SessionView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked about sessions, as a tree. Each is in one form only: nothing is in parentheses that need not be, so a query is equal to what {@link #parse} makes of
 * its {@link #text}.
 */
public sealed interface Query {
    /** Every session: nothing is asked. */
    record All() implements Query {}

    /** All of at least two, none of which is again such a list. */
    record And(List<Query> parts) implements Query {
        public And {
            parts = List.copyOf(parts);
            requireParts(parts, And.class);
        }
    }

    /** One of at least two, none of which is again such a list. */
    record Or(List<Query> parts) implements Query {
        public Or {
            parts = List.copyOf(parts);
            requireParts(parts, Or.class);
        }
    }

    /** Whatever the other does not hold for. */
    record Not(Query part) implements Query {}

    /** The text occurs, whatever the case, in the user's e-mail address or name, the IP address or the device; or, from eight characters on, it begins the handle. */
    record Word(String word) implements Query {
        /** A session's handle begins with at least this many characters of the word, or is none of its business. */
        public static final int SHORTEST_HANDLE = 8;
    }

    /**
     * A field of the session passes a test.
     *
     * @param key of {@link Field#ATTRIBUTE}: which of them; null of all others
     */
    record Condition(Field field, @Nullable String key, Test test) implements Query {
        public Condition {
            if ((field == Field.ATTRIBUTE) != (key != null)) {
                throw new IllegalArgumentException("an attribute has a name, and nothing else has");
            }
        }
    }

    /**
     * Reads a query.
     *
     * @throws QueryException if it cannot be understood, or is beyond a limit
     */
    static Query parse(String text) {
        return new QueryParser(text).parse();
    }

    /** The query in its language. */
    default String text() {
        return QueryPrinter.print(this);
    }

    /** Whether the session is one of those, at this time by the server's clock. */
    default boolean matches(SessionView session, Instant now) {
        return switch (this) {
            case All _ -> true;
            case And(List<Query> parts) -> parts.stream().allMatch(part -> part.matches(session, now));
            case Or(List<Query> parts) -> parts.stream().anyMatch(part -> part.matches(session, now));
            case Not(Query part) -> !part.matches(session, now);
            case Word(String word) -> Words.occurs(word, session);
            case Condition(Field field, String key, Test test) -> test.holds(field.values(session, key, now), now);
        };
    }

    /** The fields that it asks about; a bare word asks about none in particular. */
    default Set<Field> fields() {
        Set<Field> fields = EnumSet.noneOf(Field.class);
        switch (this) {
            case All _, Word _ -> {}
            case And(List<Query> parts) -> parts.forEach(part -> fields.addAll(part.fields()));
            case Or(List<Query> parts) -> parts.forEach(part -> fields.addAll(part.fields()));
            case Not(Query part) -> fields.addAll(part.fields());
            case Condition condition -> fields.add(condition.field());
        }
        return fields;
    }

    /** Whether a session can begin or cease to match although nothing happens to it, only because time passes; its two limits apart. */
    default boolean followsTheClock() {
        return switch (this) {
            case All _, Word _ -> false;
            case And(List<Query> parts) -> parts.stream().anyMatch(Query::followsTheClock);
            case Or(List<Query> parts) -> parts.stream().anyMatch(Query::followsTheClock);
            case Not(Query part) -> part.followsTheClock();
            case Condition condition ->
                switch (condition.test()) {
                    case Test.Lasts _ -> true;
                    case Test.Happens happens -> happens.moment().isRelative();
                    default -> false;
                };
        };
    }

    /** All of these. */
    static Query all(List<Query> queries) {
        List<Query> parts = new ArrayList<>();
        for (Query query : queries) {
            switch (query) {
                case All _ -> {}
                case And(List<Query> inner) -> parts.addAll(inner);
                default -> parts.add(query);
            }
        }
        return parts.isEmpty() ? new All() : parts.size() == 1 ? parts.getFirst() : new And(parts);
    }

    /** One of these, of which there is at least one. */
    static Query any(List<Query> queries) {
        List<Query> parts = new ArrayList<>();
        for (Query query : queries) {
            switch (query) {
                case All all -> {
                    return all;
                }
                case Or(List<Query> inner) -> parts.addAll(inner);
                default -> parts.add(query);
            }
        }
        return parts.size() == 1 ? parts.getFirst() : new Or(parts);
    }

    private static void requireParts(List<Query> parts, Class<? extends Query> list) {
        if (parts.size() < 2 || parts.stream().anyMatch(part -> list.isInstance(part) || part instanceof All)) {
            throw new IllegalArgumentException("not in its one form: " + parts);
        }
    }
}
