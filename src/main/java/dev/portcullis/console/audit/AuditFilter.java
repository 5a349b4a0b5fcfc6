package dev.portcullis.console.audit;

import dev.portcullis.client.AuditQuery;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** Which entries are asked for, as it is typed and chosen. What is empty is not asked for. */
final class AuditFilter {
    private final StringProperty words;
    private final StringProperty actor = new SimpleStringProperty("");
    private final StringProperty action = new SimpleStringProperty("");
    private final StringProperty kind = new SimpleStringProperty("");
    private final StringProperty id = new SimpleStringProperty("");
    private final StringProperty from = new SimpleStringProperty("");
    private final StringProperty until = new SimpleStringProperty("");
    private final ZoneId zone;
    private final Runnable changed;
    private boolean several;

    /**
     * Asks for everything.
     *
     * @param words that must all occur somewhere in an entry
     * @param zone in which times are typed
     * @param onChange hears whenever something else is asked for
     */
    AuditFilter(StringProperty words, ZoneId zone, Runnable onChange) {
        this.words = words;
        this.zone = zone;
        for (StringProperty each : all()) {
            each.addListener((_, _, _) -> {
                if (!several) {
                    onChange.run();
                }
            });
        }
        this.changed = onChange;
    }

    /** Words that must all occur somewhere in it. */
    StringProperty words() {
        return words;
    }

    /** Who did it: a name or an id. */
    StringProperty actor() {
        return actor;
    }

    /** See {@link dev.portcullis.api.AuditAction}. */
    StringProperty action() {
        return action;
    }

    /** Of what kind that is which it was done to. */
    StringProperty kind() {
        return kind;
    }

    /** The id of what it was done to; only with its kind. */
    StringProperty id() {
        return id;
    }

    /** See {@link Moments}. */
    StringProperty from() {
        return from;
    }

    /** See {@link Moments}. */
    StringProperty until() {
        return until;
    }

    boolean isEmpty() {
        for (StringProperty each : all()) {
            if (!text(each).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Whether what is typed there is no time. */
    boolean isWrong(StringProperty time) {
        return !text(time).isEmpty()
                && Moments.parse(text(time), time.equals(until), zone).isEmpty();
    }

    void clear() {
        set(() -> {
            for (StringProperty each : all()) {
                each.set("");
            }
        });
    }

    /** Everything that was done to that. */
    void about(String kindOfIt, String idOfIt) {
        set(() -> {
            clear();
            kind.set(kindOfIt);
            id.set(idOfIt);
        });
    }

    /** Everything that they did. */
    void by(String who) {
        set(() -> {
            clear();
            actor.set(who);
        });
    }

    /** The newest of them; empty while something that is typed cannot be asked for. */
    Optional<AuditQuery> query(int limit) {
        if (isWrong(from) || isWrong(until)) {
            return Optional.empty();
        }
        AuditQuery query = AuditQuery.newest(limit).with(text(words)).between(moment(from), moment(until));
        query = text(actor).isEmpty() ? query : query.by(text(actor));
        query = text(action).isEmpty() ? query : query.of(text(action));
        if (!text(kind).isEmpty()) {
            query = query.about(text(id).isEmpty() ? text(kind) : text(kind) + ":" + text(id));
        }
        return Optional.of(query);
    }

    private void set(Runnable change) {
        boolean outer = !several;
        several = true;
        change.run();
        if (outer) {
            several = false;
            changed.run();
        }
    }

    private @Nullable Instant moment(StringProperty time) {
        return text(time).isEmpty()
                ? null
                : Moments.parse(text(time), time.equals(until), zone).orElse(null);
    }

    private static String text(StringProperty property) {
        String text = property.get();
        return text == null ? "" : text.strip();
    }

    private StringProperty[] all() {
        return new StringProperty[] {words, actor, action, kind, id, from, until};
    }
}
