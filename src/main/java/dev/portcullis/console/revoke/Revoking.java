package dev.portcullis.console.revoke;

import dev.portcullis.api.Receipt;
import dev.portcullis.api.RevocationAction;
import dev.portcullis.console.common.Background;
import java.time.InstantSource;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * What an operator does to sessions, one thing after another, and the newest receipt. Belongs to their stay, and not to the screen that asks and tells: that is made anew in
 * another language, and meanwhile it goes on. For the JavaFX thread.
 */
public final class Revoking implements AutoCloseable {
    private final OwnEnd ownEnd = new OwnEnd();
    private final RevocationAccess access;
    private final Background background;
    private final InstantSource server;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private Subscription following = Subscription.EMPTY;
    private @Nullable RevocationModel asked;
    private @Nullable Receipt newest;
    private @Nullable Receipt untold;
    private @Nullable Teller teller;

    /** Who tells what comes of it: the screen that is there. */
    interface Teller {
        /** It is done, and nothing is asked any more. */
        void done(Receipt receipt);

        /** It cannot be left to itself: it has failed, or has not begun. */
        void wanted();
    }

    /** @param server the server's clock, by which a plan ends */
    public Revoking(RevocationAccess access, Background background, InstantSource server) {
        this.access = ownEnd.watching(access);
        this.background = background;
        this.server = server;
    }

    /** Whether the server has been told to, and has not said how it went. */
    public boolean isRunning() {
        return running.get();
    }

    /** Calls {@code listener} now, and whenever that has changed. */
    public Subscription onRunning(Runnable listener) {
        return running.subscribe(_ -> listener.run());
    }

    /** Whether the operator ended their own session from here, or tried and never heard back. */
    public boolean endedOwn() {
        return ownEnd.asked();
    }

    RevocationAccess access() {
        return access;
    }

    /** What is asked, or under way; null if nothing is. */
    @Nullable
    RevocationModel asked() {
        return asked;
    }

    /** The last receipt; null if there is none yet. */
    @Nullable
    Receipt newest() {
        return newest;
    }

    /** Asks whether to do this to them, unless something else is asked or under way. */
    void ask(Target target, RevocationAction action) {
        if (asked == null) {
            RevocationModel model = new RevocationModel(access, background, server, target, action);
            asked = model;
            following = model.stateProperty().subscribe(this::follow);
        }
    }

    /** Tells this one from now on, and at once what came while nobody was there. */
    Subscription tell(Teller now) {
        teller = now;
        Receipt late = untold;
        if (late != null) {
            untold = null;
            now.done(late);
        } else if (asked != null && !isLeftAlone(asked)) {
            now.wanted();
        }
        return () -> {
            if (now.equals(teller)) {
                teller = null;
            }
        };
    }

    /** The newest receipt was still being shown when its screen went: the next one shows it again. */
    void tellAgain() {
        untold = newest;
    }

    /** Asks no more. */
    void forget() {
        following.unsubscribe();
        following = Subscription.EMPTY;
        if (asked != null) {
            asked.close();
            asked = null;
        }
        running.set(false);
    }

    /** Tells nothing any more. What the server has begun it does to the end. */
    @Override
    public void close() {
        teller = null;
        forget();
    }

    private void follow(RevocationModel.State now) {
        switch (now) {
            case RevocationModel.State.Done(Receipt receipt) -> {
                newest = receipt;
                forget();
                tellOf(receipt);
            }
            case RevocationModel.State.Failed _ -> {
                running.set(false);
                Teller there = teller;
                if (there != null) {
                    there.wanted(); // it may have been left to itself
                }
            }
            case RevocationModel.State.Running _ -> running.set(true);
            case RevocationModel.State.Asking _ -> running.set(false);
        }
    }

    private void tellOf(Receipt receipt) {
        Teller there = teller;
        if (there == null) {
            untold = receipt;
        } else {
            there.done(receipt);
        }
    }

    /** Whether it is under way for long enough that the operator may have gone on meanwhile. */
    private static boolean isLeftAlone(RevocationModel model) {
        return model.stateProperty().get() instanceof RevocationModel.State.Running running
                && running.progress() != null;
    }
}
