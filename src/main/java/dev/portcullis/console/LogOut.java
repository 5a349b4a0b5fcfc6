package dev.portcullis.console;

import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.login.LoggedIn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An operator's session, ended because they asked for it. What could not be ended is not called ended: an open session is an open door. */
final class LogOut {
    private static final Logger LOG = LoggerFactory.getLogger(LogOut.class);

    private LogOut() {}

    /**
     * How it went.
     *
     * @param ended whether the server said that the session is over
     * @param sentence that, for the operator
     */
    record Outcome(boolean ended, String sentence) {}

    /** Asks the server, and blocks until it answers. The client cannot be used any more. */
    static Outcome of(LoggedIn in) {
        try (var client = in.client()) {
            client.logOut();
            return new Outcome(true, Text.get("frame.ended.logged-out"));
        } catch (ClientException e) {
            LOG.warn("The session could not be ended; it ends by itself when idle: {}", e.getMessage());
            return new Outcome(false, Text.get(key(e), words(in.own().idleTtlSeconds())));
        }
    }

    private static String key(ClientException failure) {
        return switch (failure) {
            case ClientException.Refused _, ClientException.Declined _ -> "frame.logging-out.refused";
            case ClientException.Unreachable unreachable ->
                switch (unreachable.kind()) {
                    // The request may have arrived, only its answer did not.
                    case TIMEOUT, BROKEN -> "frame.logging-out.unknown";
                    case NO_SUCH_HOST,
                            REFUSED,
                            CERTIFICATE,
                            NO_TLS,
                            TLS,
                            OWN_TLS,
                            NOT_PORTCULLIS,
                            SERVER_TOO_OLD,
                            CLIENT_TOO_OLD -> "frame.logging-out.unreachable";
                };
        };
    }

    private static String words(long seconds) {
        if (seconds < 120) {
            return Text.get("frame.seconds", seconds);
        }
        return seconds < 7200 ? Text.get("frame.minutes", seconds / 60) : Text.get("frame.hours", seconds / 3600);
    }
}
