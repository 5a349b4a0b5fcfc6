package dev.portcullis.console.audit;

import dev.portcullis.client.AuditQuery;
import dev.portcullis.client.AuditTrail.Format;
import dev.portcullis.client.WholeFile;
import dev.portcullis.console.common.Background;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Writes entries to a file as they come, which appears when it is whole ({@link WholeFile}). For the JavaFX thread.
 */
public final class ExportModel {
    private final AuditAccess access;
    private final Background background;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.None());
    private AtomicLong written = new AtomicLong();
    private Background.@Nullable Running running;

    /** How far it is. */
    sealed interface State {
        record None() implements State {}

        /**
         * Entries are being written.
         *
         * @param total as many as there were when it was asked for; more may come
         */
        record Running(long entries, long total) implements State {}

        record Done(Path file, long entries) implements State {}

        record Failed(Throwable why) implements State {}
    }

    public ExportModel(AuditAccess access, Background background) {
        this.access = access;
        this.background = background;
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** Whether a file is being written. */
    public boolean isRunning() {
        return state.get() instanceof State.Running;
    }

    /** Calls {@code listener} now, and whenever a file begins to be written, or no longer is. */
    public Subscription onRunning(Runnable listener) {
        return state.map(now -> now instanceof State.Running).subscribe(_ -> listener.run());
    }

    /** @param total how many there are, to tell how far it is */
    void export(AuditQuery query, Format format, long total, Path file) {
        AtomicLong entries = new AtomicLong();
        written = entries;
        state.set(new State.Running(0, total));
        running = background.run(
                () -> {
                    write(query, format, file, entries);
                    return file;
                },
                done -> state.set(new State.Done(done, entries.get())),
                why -> state.set(new State.Failed(why)));
    }

    /** Tells how far it is; now and then. */
    void tick() {
        if (state.get() instanceof State.Running now) {
            state.set(new State.Running(written.get(), Math.max(now.total(), written.get())));
        }
    }

    /** Gives it up, if it is under way; forgets what came of it otherwise. */
    public void dismiss() {
        if (running != null) {
            running.cancel();
            running = null;
        }
        state.set(new State.None());
    }

    private void write(AuditQuery query, Format format, Path file, AtomicLong entries) throws IOException {
        AtomicLong lines = new AtomicLong(format == Format.CSV ? -1 : 0); // its first names the columns
        WholeFile.write(file, out -> {
            access.export(query, format, piece -> {
                out.write(piece);
                entries.set(Math.max(0, lines.addAndGet(lines(piece))));
            });
            return file;
        });
    }

    /** Neither form has a line break within an entry. */
    private static long lines(byte[] piece) {
        long lines = 0;
        for (byte each : piece) {
            lines += each == '\n' ? 1 : 0;
        }
        return lines;
    }
}
