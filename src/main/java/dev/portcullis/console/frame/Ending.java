package dev.portcullis.console.frame;

import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.revoke.Revoking;
import dev.portcullis.console.sessions.LiveState;
import dev.portcullis.console.sessions.SessionsModel;
import java.time.InstantSource;
import java.util.function.Consumer;

/** The end of a stay that the operator has not asked for: it is noticed, and told once with why. For the JavaFX thread. */
final class Ending {
    private final PortcullisClient client;
    private final Background background;
    private final SessionsModel sessions;
    private final Revoking revoking;
    private final Consumer<String> onEnded;
    private final UserActivity activity;
    private boolean over;

    /** @param onEnded hears why the server no longer serves this operator */
    Ending(
            PortcullisClient client,
            Background background,
            SessionsModel sessions,
            Revoking revoking,
            Consumer<String> onEnded) {
        this.client = client;
        this.background = background;
        this.sessions = sessions;
        this.revoking = revoking;
        this.onEnded = onEnded;
        activity = new UserActivity(background, InstantSource.system(), client::current, this::activityFailed);
    }

    /** Whether the stay is over, whoever has ended it. */
    boolean isOver() {
        return over;
    }

    /** The operator leaves: nothing is told any more. */
    void leave() {
        over = true;
    }

    /** Somebody sits there: the session goes on. */
    void noticed() {
        activity.noticed();
    }

    void liveChanged(LiveState now) {
        if (now == LiveState.ENDED) {
            ClientException why = sessions.interruptionProperty().get();
            background.run(this::logOut, _ -> end(Farewell.notPermitted(why)), this::endFor);
        }
    }

    /** Where the session itself goes on, it ends here: nobody sits at it any more. */
    private boolean logOut() {
        client.current();
        client.logOut();
        return true;
    }

    private void activityFailed(Throwable failure) {
        // Anything else is the connection's trouble, which the event stream notices and shows by itself.
        if (Farewell.isFinal(failure)) {
            endFor(failure);
        }
    }

    private void endFor(Throwable failure) {
        end(Farewell.of(failure, revoking.endedOwn()));
    }

    private void end(String why) {
        if (!over) {
            over = true;
            onEnded.accept(why);
        }
    }
}
