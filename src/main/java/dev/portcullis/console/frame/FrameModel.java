package dev.portcullis.console.frame;

import dev.portcullis.api.Permission;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.connection.Connection;
import dev.portcullis.console.connection.Mark;
import dev.portcullis.console.sessions.LiveState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** What the frame says: where we are connected, how fresh the table is, how much of everything it shows. */
public final class FrameModel implements AutoCloseable {
    /** The server speaks at least every few seconds; after so long a silence "live" would be a claim, not a fact. */
    static final Duration SILENCE = Duration.ofSeconds(15);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    /** How far what is shown can be trusted. */
    public enum Freshness {
        /** It is what is. */
        LIVE,
        /** It may be: the connection is being made, or has gone quiet. */
        WAITING,
        /** It is what was. */
        STALE
    }

    private final ReadOnlyObjectWrapper<Freshness> freshness = new ReadOnlyObjectWrapper<>(Freshness.WAITING);
    private final ReadOnlyStringWrapper state = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper banner = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper age = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper clockOffset = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper selected = new ReadOnlyStringWrapper("");

    private final Watched watched;
    private final UiClock clock;
    private final ZoneId zone;
    private final Connection connection;
    private final SessionView own;
    private final Subscription subscriptions;
    private @Nullable Instant lostAt;

    /** @param zone in which times of day are shown */
    public FrameModel(Watched watched, UiClock clock, ZoneId zone, Connection connection, SessionView own) {
        this.watched = watched;
        this.clock = clock;
        this.zone = zone;
        this.connection = connection;
        this.own = own;
        this.subscriptions = Subscription.combine(
                watched.live().subscribe(this::liveChanged),
                watched.interruption().subscribe(this::tick),
                watched.asOf().subscribe(this::tick),
                watched.count().subscribe(count::set),
                watched.selected().subscribe(chosen -> selected(chosen.longValue())));
    }

    public ReadOnlyObjectProperty<Freshness> freshnessProperty() {
        return freshness.getReadOnlyProperty();
    }

    /** The connection's state, in a word or two. */
    public ReadOnlyStringProperty stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** That the live feed is interrupted, why, since when, and what that means; empty while it is not. */
    public ReadOnlyStringProperty bannerProperty() {
        return banner.getReadOnlyProperty();
    }

    /** How long ago the server was last heard; empty before the first time. */
    public ReadOnlyStringProperty ageProperty() {
        return age.getReadOnlyProperty();
    }

    /** The server's clock less ours. */
    public ReadOnlyStringProperty clockOffsetProperty() {
        return clockOffset.getReadOnlyProperty();
    }

    /** How many rows the table shows, of how many. */
    public ReadOnlyStringProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    /** How many are selected; empty if none. */
    public ReadOnlyStringProperty selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /** What the operator calls the server. */
    public String connection() {
        return connection.name();
    }

    /** What kind of server it is. */
    public Mark mark() {
        return connection.mark();
    }

    public String address() {
        return connection.address().toString();
    }

    /** Whether the server is on this computer. */
    private boolean isLocal() {
        return "http".equals(connection.address().getScheme());
    }

    /** How what we send is protected on its way. */
    public String protection() {
        return Text.get(isLocal() ? "frame.protection.loopback" : "frame.protection.tls");
    }

    public String userName() {
        return own.account().name();
    }

    public String userEmail() {
        return own.account().email();
    }

    /** What this user may do here, in a word. */
    public String userRole() {
        return Text.get(
                own.permissions().contains(Permission.SESSIONS_REVOKE)
                        ? "frame.role.operator"
                        : "frame.role.read-only");
    }

    /** Brings up to date what ages by itself; once a second. */
    public void tick() {
        Instant now = clock.now();
        Instant asOf = watched.asOf().getValue();
        Duration heard = asOf == null ? null : Duration.between(asOf, now);
        age.set(heard == null ? "" : Text.get("frame.heard", words(heard)));
        clockOffset.set(Text.get("frame.clock", signed(clock.offset())));
        LiveState live = watched.live().getValue();
        Duration silence = live == LiveState.LIVE && heard != null && heard.compareTo(SILENCE) > 0 ? heard : null;
        freshness.set(
                switch (live) {
                    case LIVE -> silence == null ? Freshness.LIVE : Freshness.WAITING;
                    case CONNECTING -> Freshness.WAITING;
                    case INTERRUPTED, ENDED -> Freshness.STALE;
                });
        state.set(
                switch (live) {
                    case LIVE ->
                        silence == null ? Text.get("frame.state.live") : Text.get("frame.state.silent", words(silence));
                    case CONNECTING -> Text.get("frame.state.connecting");
                    case INTERRUPTED -> Text.get("frame.state.interrupted", words(sinceLost(now)));
                    case ENDED -> Text.get("frame.state.ended");
                });
        banner.set(live == LiveState.INTERRUPTED ? lost(now, asOf) : "");
    }

    @Override
    public void close() {
        subscriptions.unsubscribe();
    }

    private void liveChanged(LiveState now) {
        lostAt = now == LiveState.INTERRUPTED ? clock.now() : null;
        tick();
    }

    private Duration sinceLost(Instant now) {
        return lostAt == null ? Duration.ZERO : Duration.between(lostAt, now);
    }

    private String lost(Instant now, @Nullable Instant asOf) {
        String since = words(sinceLost(now));
        String why = why(since, watched.interruption().getValue());
        return asOf == null
                ? Text.get("frame.banner.nothing", why)
                : Text.get("frame.banner.stale", why, TIME.format(asOf.atZone(zone)));
    }

    /** A server that answers is not a lost connection: whoever reads this looks for the fault where it is. */
    private static String why(String since, @Nullable ClientException reason) {
        if (reason instanceof ClientException.Unreachable unreachable
                && unreachable.kind() == ClientException.Cause.CERTIFICATE) {
            return Text.get("frame.banner.certificate", since);
        }
        if (!(reason instanceof ClientException.Refused refused)) {
            return Text.get("frame.banner.lost", since);
        }
        return refused.type().filter(type -> type == ProblemType.UNAVAILABLE).isPresent()
                ? Text.get("frame.banner.unavailable", since)
                : Text.get("frame.banner.refused", refused.problem().title(), since);
    }

    private void selected(long chosen) {
        selected.set(chosen == 0 ? "" : Text.get("frame.selected", chosen));
    }

    /** A duration to one unit: "14 s", "3 min", "2 h". */
    private static String words(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return Text.get("frame.seconds", seconds);
        }
        return seconds < 3600 ? Text.get("frame.minutes", seconds / 60) : Text.get("frame.hours", seconds / 3600);
    }

    /** With its sign, as a number is written: "+12 ms", "−3 s". */
    private static String signed(Duration offset) {
        String sign = offset.isNegative() ? "−" : "+";
        Duration size = offset.abs();
        return sign
                + (size.compareTo(Duration.ofSeconds(10)) < 0
                        ? Text.get("frame.milliseconds", size.toMillis())
                        : Text.get("frame.seconds", size.toSeconds()));
    }
}
