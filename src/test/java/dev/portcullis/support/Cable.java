package dev.portcullis.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** A network cable to a port of this computer, which a test can pull out and put back, or through which nothing gets for a while. */
public final class Cable implements AutoCloseable {
    private final ServerSocket end;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Lock lock = new ReentrantLock();
    private final Condition free = lock.newCondition();
    private boolean held;
    private boolean answersHeld;
    private volatile boolean pulled;

    public Cable(int target) throws IOException {
        this.target = target;
        this.end = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** Where the near end is. */
    public int port() {
        return end.getLocalPort();
    }

    /** Breaks what is connected, and connects nothing more. */
    public void pull() {
        pulled = true;
        sockets.forEach(Cable::close);
        sockets.clear();
    }

    /** Connects again. */
    public void plug() {
        pulled = false;
    }

    /** Nothing gets through, in either direction, until it is released; the connections stay. */
    public void hold() {
        hold(true);
    }

    /** What is asked gets through; nothing that is answered does. */
    public void holdAnswers() {
        lock.lock();
        try {
            answersHeld = true;
        } finally {
            lock.unlock();
        }
    }

    /** What was held back gets through, and whatever comes. */
    public void release() {
        hold(false);
    }

    private void hold(boolean now) {
        lock.lock();
        try {
            held = now;
            answersHeld = false;
            free.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void awaitFree(boolean answer) {
        lock.lock();
        try {
            while (held || (answer && answersHeld)) {
                free.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!end.isClosed()) {
            try {
                Socket near = end.accept();
                if (pulled) {
                    near.close();
                    continue;
                }
                Socket far = far(near);
                sockets.add(near);
                sockets.add(far);
                Thread.ofVirtual().start(() -> carry(near, far, false));
                Thread.ofVirtual().start(() -> carry(far, near, true));
            } catch (IOException e) {
                // this connection did not come about; the next one may
            }
        }
    }

    /** Where nothing answers at the far end, nothing does at the near one. */
    private Socket far(Socket near) throws IOException {
        try {
            return new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            near.close();
            throw e;
        }
    }

    private void carry(Socket from, Socket to, boolean answers) {
        try (from;
                to;
                InputStream in = from.getInputStream()) {
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[8192];
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                awaitFree(answers);
                out.write(piece, 0, length);
            }
        } catch (IOException e) {
            // cut: both ends are closed
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        end.close();
        pull();
        release();
    }
}
