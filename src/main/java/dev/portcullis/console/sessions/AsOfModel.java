package dev.portcullis.console.sessions;

import dev.portcullis.console.sessions.PastMoments.Meant;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** Which moment is looked at: typed, or one of a few. For the JavaFX thread. */
final class AsOfModel {
    private final ObjectProperty<@Nullable Instant> then;
    private final InstantSource server;
    private final ZoneId zone;
    private final StringProperty typed = new SimpleStringProperty("");

    /** A moment that is often wanted; its words have a key of its name. */
    enum Quick {
        QUARTER,
        HOUR,
        SIX_HOURS,
        MIDNIGHT,
        DAY,
        WEEK;

        /** How long ago it was. */
        Duration back(Instant now, ZoneId zone) {
            return switch (this) {
                case QUARTER -> Duration.ofMinutes(15);
                case HOUR -> Duration.ofHours(1);
                case SIX_HOURS -> Duration.ofHours(6);
                case MIDNIGHT ->
                    Duration.between(
                            now.atZone(zone).toLocalDate().atTime(LocalTime.MIN).atZone(zone), now.atZone(zone));
                case DAY -> Duration.ofDays(1);
                case WEEK -> Duration.ofDays(7);
            };
        }
    }

    /**
     * @param then set to what is chosen; null for the present
     * @param server its time
     * @param zone whose wall clocks are meant
     */
    AsOfModel(ObjectProperty<@Nullable Instant> then, InstantSource server, ZoneId zone) {
        this.then = then;
        this.server = server;
        this.zone = zone;
    }

    /** What is typed. */
    StringProperty typedProperty() {
        return typed;
    }

    /** What is looked at now is what one goes on from. */
    void begin() {
        Instant now = then.get();
        typed.set(now == null ? "" : PastMoments.written(now, zone));
    }

    Meant meant() {
        return PastMoments.parse(typed.get(), server.instant(), zone);
    }

    static List<Quick> quick() {
        return List.of(Quick.values());
    }

    /** Goes there. */
    void go(Quick quick) {
        Instant now = server.instant();
        then.set(now.minus(quick.back(now, zone)));
    }

    /** Goes to what is typed; returns whether that can be. */
    boolean go() {
        if (meant() instanceof Meant.At(Instant instant)) {
            then.set(instant);
            return true;
        }
        return false;
    }

    /** Goes back to the present. */
    void leave() {
        then.set(null);
    }

    boolean past() {
        return then.get() != null;
    }

    /** How long ago it is. */
    Duration ago(Instant instant) {
        return Duration.between(instant, server.instant());
    }
}
