package dev.portcullis.console.notice;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;
import dev.portcullis.api.SessionView;
import dev.portcullis.console.common.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decides what of all that happens is worth telling somebody who looks elsewhere. For the JavaFX thread. */
public final class Watch {
    /** A connection that is back sooner was never missed. */
    static final Duration MISSED = Duration.ofSeconds(5);

    /** The others need not even be brought to the screen's thread: there may be thousands a second. */
    private static final Set<EventType> TELLING = EnumSet.of(
            EventType.TOKEN_REUSED, EventType.LOGIN_THROTTLED, EventType.SESSION_ENDED, EventType.REVOCATION_DONE);

    private final NoticeModel notices;
    private final SessionView own;
    private final InstantSource server;
    private @Nullable Ways ways;
    private @Nullable Instant lost;
    private boolean toldLost;

    /**
     * Begins to watch.
     *
     * @param own the operator's own session
     * @param server the server's time
     */
    public Watch(NoticeModel notices, SessionView own, InstantSource server) {
        this.notices = notices;
        this.own = own;
        this.server = server;
    }

    /** Where one gets to from what is told, on the desk that is there. */
    public interface Ways {
        /** The sessions that match a query. */
        void showSessions(String query);

        /** Where one sees how the connection is. */
        void showConnection();

        /**
         * Where a file lies.
         *
         * @param screen the name of the screen that wrote it
         */
        void showFile(Path file, String screen);
    }

    /** From now on this desk is there; one of before is not. */
    public void lead(Ways now) {
        ways = now;
    }

    /** Whether such an event may be worth telling: of the sessions that end, one's own. From any thread. */
    public boolean concerns(EventType type, EventData data) {
        SessionView session = data.session();
        return TELLING.contains(type)
                && (type != EventType.SESSION_ENDED
                        || (session != null
                                && session.account().id().equals(own.account().id())));
    }

    /** Something happened at the server. */
    public void happened(EventType type, EventData data) {
        SessionView session = data.session();
        switch (type) {
            case TOKEN_REUSED -> {
                if (session != null) {
                    reused(data.at(), session);
                }
            }
            case LOGIN_THROTTLED -> {
                if (data.address() != null) {
                    guessed(data.at(), data.address());
                }
            }
            case SESSION_ENDED -> {
                if (session != null) {
                    ended(data.at(), session);
                }
            }
            case REVOCATION_DONE -> {
                String by = data.by();
                if (by != null && !isOneself(by)) {
                    revoked(data.at(), by);
                }
            }
            default -> {}
        }
    }

    /** The live feed is interrupted, or goes on. */
    public void connection(boolean interrupted) {
        if (interrupted) {
            lost = lost == null ? server.instant() : lost;
            return;
        }
        if (toldLost && lost != null) {
            notices.tell(
                    NoticeKind.CONNECTION,
                    server.instant(),
                    again(Duration.between(lost, server.instant())),
                    toConnection());
        }
        lost = null;
        toldLost = false;
    }

    /** Once a second. */
    public void tick() {
        Instant since = lost;
        if (since != null
                && !toldLost
                && Duration.between(since, server.instant()).compareTo(MISSED) >= 0) {
            toldLost = true;
            notices.tell(NoticeKind.CONNECTION, since, () -> Text.get("notice.connection.lost"), toConnection());
        }
    }

    private static Supplier<String> again(Duration missed) {
        return () -> Text.get("notice.connection.again", words(missed));
    }

    private Notice.Next toConnection() {
        return new Notice.Next(() -> Text.get("notice.connection.show"), () -> {
            if (ways != null) {
                ways.showConnection();
            }
        });
    }

    /**
     * A file is whole.
     *
     * @param screen the name of the screen that wrote it
     */
    public void exported(Path file, String screen) {
        notices.tell(
                NoticeKind.EXPORT,
                server.instant(),
                () -> Text.get("notice.export", String.valueOf(file.getFileName())),
                new Notice.Next(() -> Text.get("notice.export.show"), () -> {
                    if (ways != null) {
                        ways.showFile(file, screen);
                    }
                }));
    }

    private void reused(Instant at, SessionView session) {
        String who = session.account().email();
        notices.tell(
                NoticeKind.REUSE,
                at,
                who,
                (count, accounts) -> Text.get(
                        of(count, accounts, "notice.reuse", "notice.reuse.same", "notice.reuse.many"),
                        count,
                        who,
                        accounts),
                accounts -> accounts == 1
                        ? show("notice.show.session", "handle:" + session.handle() + " reason:reuse")
                        : show("notice.show.sessions", "reason:reuse ended>-1h"));
    }

    private void guessed(Instant at, String address) {
        notices.tell(
                NoticeKind.GUESSING,
                at,
                address,
                (count, addresses) -> Text.get(
                        of(count, addresses, "notice.guessing", "notice.guessing.same", "notice.guessing.many"),
                        count,
                        address,
                        addresses),
                _ -> show("notice.show.from", "ip:" + address));
    }

    /** Of one's own sessions, if it was not oneself. */
    private void ended(Instant at, SessionView session) {
        EndReason reason = session.endReason();
        boolean silent = reason == null
                || reason == EndReason.LOGOUT
                || reason == EndReason.IDLE
                || reason == EndReason.EXPIRED
                || reason == EndReason.REPLACED;
        String by = session.endedBy();
        if (silent
                || session.handle().equals(own.handle())
                || !session.account().id().equals(own.account().id())
                || (by != null && isOneself(by))) {
            return;
        }
        notices.tell(
                NoticeKind.OWN,
                at,
                session.handle().toString(),
                (count, _) -> Text.get("notice.own", count),
                _ -> show("notice.show.sessions", "account:" + own.account().id() + " state:ended"));
    }

    private void revoked(Instant at, String by) {
        notices.tell(
                NoticeKind.ENDED,
                at,
                by,
                (count, people) -> Text.get(
                        of(count, people, "notice.ended", "notice.ended.same", "notice.ended.many"), count, by, people),
                people -> show(
                        "notice.show.sessions",
                        people == 1 ? "by:\"" + by + "\" ended>-1h" : "reason:revoked ended>-1h"));
    }

    /** What is said of one, of some of one subject, of some of several. */
    private static String of(int count, int subjects, String one, String same, String many) {
        if (count == 1) {
            return one;
        }
        return subjects == 1 ? same : many;
    }

    private Notice.Next show(String key, String query) {
        return new Notice.Next(() -> Text.get(key), () -> {
            if (ways != null) {
                ways.showSessions(query);
            }
        });
    }

    private boolean isOneself(String by) {
        return by.toLowerCase(Locale.ROOT).equals(own.account().email().toLowerCase(Locale.ROOT));
    }

    private static String words(Duration duration) {
        long seconds = Math.max(1, duration.toSeconds());
        return seconds < 120 ? Text.get("frame.seconds", seconds) : Text.get("frame.minutes", seconds / 60);
    }
}
