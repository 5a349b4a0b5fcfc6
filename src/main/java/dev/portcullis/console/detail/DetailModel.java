package dev.portcullis.console.detail;

import dev.portcullis.api.SessionView;
import dev.portcullis.api.TokenFamily;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Latest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * What is read of the session that is shown, beside what the table knows of it: its tokens, what happened to it, and others like it. Read when the session is selected,
 * and again when it changes. For the JavaFX thread.
 */
final class DetailModel implements AutoCloseable {
    /** Whoever goes down the table with the arrow keys asks for where they stop. */
    private static final Duration PATIENCE = Duration.ofMillis(150);

    private final DetailAccess access;
    private final Latest tokens;
    private final TimelineModel timeline;
    private final OthersModel others;
    private final ReadOnlyObjectWrapper<Part<TokenFamily>> family = new ReadOnlyObjectWrapper<>(new Part.Awaited<>());
    private @Nullable UUID handle;
    private long version;

    DetailModel(DetailAccess access, Background background) {
        this.access = access;
        this.tokens = new Latest(background);
        this.timeline = new TimelineModel(access, background);
        this.others = new OthersModel(access, background);
    }

    /** Shows a session as it is now; null if none is shown. */
    void show(@Nullable SessionView session) {
        if (session == null) {
            forget();
            return;
        }
        boolean another = !session.handle().equals(handle);
        if (another) {
            forget();
            handle = session.handle();
            others.show(session);
        } else {
            others.renew(session);
        }
        if (another || session.version() > version) {
            version = session.version();
            read(PATIENCE);
        }
    }

    /** Reads all of it again. What was read before stays until the answer is there. */
    void again() {
        if (handle != null) {
            read(Duration.ZERO);
            others.again();
        }
    }

    /** The server is heard again: if something could not be read, all of it is, now. */
    void heardAgain() {
        if (family.get() instanceof Part.Failed || timeline.isLacking() || others.isLacking()) {
            again();
        }
    }

    /** Its refresh tokens, and its access token. */
    ReadOnlyObjectProperty<Part<TokenFamily>> familyProperty() {
        return family.getReadOnlyProperty();
    }

    /** All that is known of the session by now. */
    SessionText.Known known(SessionView session) {
        return new SessionText.Known(
                session,
                family.get() instanceof Part.Known<TokenFamily>(var read) ? read : null,
                timeline.historyProperty().get() instanceof Part.Known<TimelineModel.History>(var history)
                        ? history.events()
                        : List.of());
    }

    /** What happened to it. */
    TimelineModel timeline() {
        return timeline;
    }

    /** Others like it. */
    OthersModel others() {
        return others;
    }

    @Override
    public void close() {
        forget();
    }

    private void read(Duration patience) {
        UUID of = handle;
        if (of != null) {
            tokens.askAfter(
                    patience,
                    () -> access.tokens(of),
                    read -> family.set(new Part.Known<>(read)),
                    why -> family.set(new Part.Failed<>(why)));
            timeline.read(of, patience);
        }
    }

    private void forget() {
        handle = null;
        version = 0;
        tokens.cancel();
        family.set(new Part.Awaited<>());
        timeline.forget();
        others.forget();
    }
}
