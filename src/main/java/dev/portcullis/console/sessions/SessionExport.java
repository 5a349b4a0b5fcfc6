package dev.portcullis.console.sessions;

import dev.portcullis.api.ExportManifest;
import dev.portcullis.api.Json;
import dev.portcullis.client.ExportQuery;
import dev.portcullis.client.Exports;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.client.WholeFile;
import dev.portcullis.console.common.Background;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** Copies what is asked to a file, with its manifest beside it: both appear when it is whole ({@link WholeFile}). One at a time. For the JavaFX thread. */
public final class SessionExport {
    private final Source source;
    private final Background background;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.None());
    private AtomicLong written = new AtomicLong();
    private Background.@Nullable Running running;

    /** Where the sessions come from: see {@link Exports#to}. */
    @FunctionalInterface
    interface Source {
        ExportManifest export(ExportQuery query, OutputStream out) throws IOException;
    }

    /** How far it is. */
    sealed interface State {
        record None() implements State {}

        /**
         * Sessions are being written.
         *
         * @param total as many as there were when it was asked for
         */
        record Running(long sessions, long total) implements State {}

        record Done(Path file, ExportManifest manifest) implements State {}

        record Failed(Throwable why) implements State {}
    }

    /** From a server. */
    public static SessionExport of(PortcullisClient client, Background background) {
        return new SessionExport((query, out) -> client.exports().to(query, out, _ -> {}), background);
    }

    SessionExport(Source source, Background background) {
        this.source = source;
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
    void export(ExportQuery query, long total, Path file) {
        AtomicLong lines = new AtomicLong();
        written = lines;
        state.set(new State.Running(0, total));
        running = background.run(
                () -> WholeFile.write(
                        file,
                        out -> source.export(query, new Counting(out, lines)),
                        Exports.manifestOf(file),
                        Json::write),
                manifest -> state.set(new State.Done(file, manifest)),
                why -> state.set(new State.Failed(why)));
    }

    /** Tells how far it is; now and then. */
    void tick() {
        if (state.get() instanceof State.Running(long before, long total) && written.get() != before) {
            state.set(new State.Running(written.get(), Math.max(total, written.get())));
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

    /** A line is about a session: what is in one may break a line in CSV, which here is only how far it is. */
    private static final class Counting extends FilterOutputStream {
        private final AtomicLong lines;

        Counting(OutputStream out, AtomicLong lines) {
            super(out);
            this.lines = lines;
        }

        @Override
        public void write(byte[] piece, int from, int length) throws IOException {
            out.write(piece, from, length);
            long breaks = 0;
            for (int i = from; i < from + length; i++) {
                breaks += piece[i] == '\n' ? 1 : 0;
            }
            lines.addAndGet(breaks);
        }
    }
}
