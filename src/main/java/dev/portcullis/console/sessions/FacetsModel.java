package dev.portcullis.console.sessions;

import dev.portcullis.api.Facets;
import dev.portcullis.console.common.Background;
import dev.portcullis.query.AddressRange;
import dev.portcullis.query.Alternatives;
import dev.portcullis.query.Field;
import dev.portcullis.query.Query;
import dev.portcullis.query.QueryException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * How many of the sessions that match have which value. One question is under way at a time, and after it there is a rest. Where the query asks for values of a field, the
 * other values of that field are counted as if it did not, so that one can go on to choose. For the JavaFX thread.
 */
final class FacetsModel {
    /** As many as one looks through. */
    private static final int TOP = 6;

    /** Seconds between two countings of the same. */
    private static final int REST = 10;

    /** What is counted, from top to bottom. */
    enum Kind {
        STATE("state", Field.STATE),
        NETWORK("network", Field.NETWORK),
        BROWSER("browser", Field.BROWSER),
        OS("os", Field.OS),
        PERMISSION("permission", Field.PERMISSION),
        DELIVERY("delivery", Field.DELIVERY);

        private final String wire;
        private final Field field;

        Kind(String wire, Field field) {
            this.wire = wire;
            this.field = field;
        }

        /** What the query is asked by for its values: a network without a name by its addresses. */
        Set<Field> fields() {
            return this == NETWORK ? EnumSet.of(Field.NETWORK, Field.IP) : EnumSet.of(field);
        }
    }

    /**
     * One value.
     *
     * @param chosen whether the query asks for it
     */
    record Value(Kind kind, String text, long sessions, boolean chosen) {}

    /**
     * What is shown.
     *
     * @param values of each kind the most frequent first; empty before the first answer
     * @param failure why they are not, or no longer, what is; null if they are
     */
    record Shown(Map<Kind, List<Value>> values, @Nullable Throwable failure) {}

    private final SessionSource source;
    private final Background background;
    private final ReadOnlyObjectWrapper<Shown> shown = new ReadOnlyObjectWrapper<>(new Shown(Map.of(), null));
    private String query = "";
    private @Nullable Instant then;
    private boolean wanted;
    private boolean asking;
    private boolean changed = true;
    private int rested;

    FacetsModel(SessionSource source, Background background) {
        this.source = source;
        this.background = background;
    }

    ReadOnlyObjectProperty<Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** Whether anybody looks: if not, nothing is counted. */
    void want(boolean now) {
        wanted = now;
        ask();
    }

    /** What is asked for now, and of which time. */
    void query(String now, @Nullable Instant at) {
        changed |= !now.equals(query) || !Objects.equals(at, then);
        query = now;
        then = at;
        ask();
    }

    /** A second has passed. */
    void tick() {
        rested++;
        if (rested >= REST && (then == null || shown.get().failure() != null)) {
            changed = true;
        }
        ask();
    }

    /** The values of a field that are known, the most frequent first. */
    List<String> values(String field) {
        return shown.get().values().entrySet().stream()
                .filter(entry -> entry.getKey().field.word().equals(field))
                .flatMap(entry -> entry.getValue().stream())
                .map(Value::text)
                .filter(value -> AddressRange.parse(value).isEmpty())
                .toList();
    }

    /** The query that asks for this value too, or no longer does. */
    static String toggle(String query, Value value) {
        return Alternatives.toggle(query, value.kind().fields(), field(value.kind(), value.text()), value.text());
    }

    /** A network without a name is one of addresses. */
    private static Field field(Kind kind, String value) {
        return kind == Kind.NETWORK && AddressRange.parse(value).isPresent() ? Field.IP : kind.field;
    }

    private void ask() {
        if (!wanted || asking || !changed) {
            return;
        }
        asking = true;
        changed = false;
        rested = 0;
        String asked = query;
        Instant at = then;
        background.run(
                () -> count(asked, at),
                values -> {
                    show(new Shown(values, null));
                },
                failure -> show(new Shown(shown.get().values(), failure)));
    }

    private void show(Shown now) {
        asking = false;
        shown.set(now);
        ask();
    }

    private Map<Kind, List<Value>> count(String asked, @Nullable Instant at) {
        List<String> together = new ArrayList<>();
        Map<Kind, List<Value>> values = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            if (kind == Kind.STATE && at != null) {
                continue; // nobody knows any more who was suspended then, and who had ended was not in
            }
            String without = without(asked, kind);
            if (without.equals(asked)) {
                together.add(kind.wire);
            } else {
                take(values, asked, source.facets(Set.of(kind.wire), TOP, without, at));
            }
        }
        if (!together.isEmpty()) {
            take(values, asked, source.facets(Set.copyOf(together), TOP, asked, at));
        }
        return values;
    }

    /** In an alternative of alternatives nothing can be left out. */
    private static String without(String asked, Kind kind) {
        String without = Alternatives.without(asked, kind.fields());
        try {
            Query.parse(without);
            return without;
        } catch (QueryException notWithoutIt) {
            return asked;
        }
    }

    private static void take(Map<Kind, List<Value>> values, String asked, Facets facets) {
        for (Kind kind : Kind.values()) {
            Facets.Facet facet = facets.by().get(kind.wire);
            if (facet != null) {
                values.put(
                        kind,
                        facet.values().stream()
                                .map(each -> new Value(
                                        kind,
                                        each.value(),
                                        each.sessions(),
                                        Alternatives.has(
                                                asked,
                                                kind.fields(),
                                                field(kind, each.value()),
                                                each.value())))
                                .toList());
            }
        }
    }
}
