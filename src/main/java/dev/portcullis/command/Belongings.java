package dev.portcullis.command;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must not outlive what it is needed for, let go in the reverse order: when this is closed, or when the process is told to end before (Ctrl-C, SIGTERM), which waits
 * for that. To close it again does nothing.
 */
final class Belongings implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Belongings.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Thread hook = Thread.ofPlatform().name("let-go").unstarted(this::letGo);
    private boolean gone;

    Belongings() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Makes something that is to be let go. */
    interface Maker<T extends AutoCloseable, E extends Exception> {
        T make() throws E;
    }

    /** Adds something that is made only now: a process that is told to end meanwhile waits until it is made, so that it can be let go. */
    synchronized <T extends AutoCloseable, E extends Exception> T make(Maker<T, E> maker) throws E {
        if (gone) {
            throw new FailureException("interrupted");
        }
        T part = maker.make();
        parts.push(part);
        return part;
    }

    /** Adds something that is there already. */
    synchronized void keep(AutoCloseable part) {
        parts.push(part);
        if (gone) {
            letGo();
        }
    }

    private synchronized void letGo() {
        gone = true;
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} is left behind: {}", part, e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        letGo();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The process ends: the hook finds nothing more to let go.
        }
    }
}
