package dev.portcullis.server;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.ProblemType;
import dev.portcullis.store.Happening;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What matters to security, as lines of the log (ASVS 16.3): who came in and who did not, what ended sessions, who was refused. Accounts are their ids and sessions
 * their handles; what somebody typed is never among it. The record that counts is the database's; these lines are for whoever watches logs.
 */
final class SecurityLog {
    private static final Logger LOG = LoggerFactory.getLogger("dev.portcullis.security");

    /** Of one change that touches more than this, the rest is only counted. */
    private static final int MOST_LINES = 100;

    /** Nobody did that: time passed. */
    private static final Set<EndReason> BY_TIME = Set.of(EndReason.IDLE, EndReason.EXPIRED);

    private SecurityLog() {}

    /** Something was committed here. */
    static void happened(List<Happening> happenings) {
        happenings.stream().limit(MOST_LINES).forEach(SecurityLog::line);
        if (happenings.size() > MOST_LINES) {
            LOG.atInfo()
                    .addKeyValue("more", happenings.size() - MOST_LINES)
                    .log(happenings.getLast().type().wire());
        }
    }

    private static void line(Happening happening) {
        LoggingEventBuilder line = LOG.atLevel(level(happening));
        add(line, "session", happening.session());
        add(line, "account", happening.account());
        EndReason reason = happening.reason();
        add(line, "reason", reason == null ? null : reason.wire());
        add(line, "by", happening.by());
        add(line, "address", happening.address());
        line.log(happening.type().wire());
    }

    private static void add(LoggingEventBuilder line, String key, @Nullable Object value) {
        if (value != null) {
            var _ = line.addKeyValue(key, value.toString()); // changes the line itself
        }
    }

    private static Level level(Happening happening) {
        EndReason reason = happening.reason();
        if (reason != null && BY_TIME.contains(reason)) {
            return Level.DEBUG;
        }
        return switch (happening.type()) {
            case TOKEN_REUSED, LOGIN_FAILED -> Level.WARN;
            case TOKEN_REFRESHED -> Level.DEBUG;
            default -> Level.INFO;
        };
    }

    /** Somebody has shown the password and no second factor: the first half of many a login, and all that who has stolen the password can do. */
    static void factorMissing(UUID account, @Nullable String address) {
        LoggingEventBuilder line = LOG.atInfo();
        add(line, "account", account);
        add(line, "address", address);
        line.log("factor.missing");
    }

    /** A service did not show who it is. */
    static void clientRefused() {
        LOG.warn("client.refused");
    }

    /** Somebody was refused who is known, or who asks too much. */
    static void refused(Exchange exchange, ProblemType problem) {
        if (problem.status() == 403 || problem.status() == 429) {
            LOG.atWarn()
                    .addKeyValue(
                            "problem", problem.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .addKeyValue("method", exchange.method())
                    .addKeyValue("route", exchange.route())
                    .log("request.refused");
        }
    }
}
