package dev.portcullis.console.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A wire to a server on this computer, which can be cut and mended, and held so that nothing comes through: how else would one take a picture of a lost connection, or of a slow one? */
final class Relay implements AutoCloseable {
    private final URI server;
    private final ServerSocket entrance;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    /** What comes waits before it. */
    private volatile CountDownLatch gate = new CountDownLatch(0);

    Relay(URI server) {
        this.server = server;
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("relay").start(this::accept);
    }

    /** Where to go in, to come out at the server. */
    URI address() {
        return URI.create("http://" + entrance.getInetAddress().getHostAddress() + ":" + entrance.getLocalPort());
    }

    /** Lets nothing through, and breaks nothing, until it is mended or cut. */
    void hold() {
        gate = new CountDownLatch(1);
    }

    /** Breaks every connection, and lets none through until it is mended. */
    void cut() {
        cut = true;
        gate.countDown();
        open.forEach(Relay::hangUp);
    }

    void mend() {
        cut = false;
        gate.countDown();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        cut();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket in = entrance.accept();
                if (cut) {
                    hangUp(in);
                } else {
                    connect(in);
                }
            } catch (IOException _) {
                // closed: the loop's condition says so; or one caller hung up: on to the next
            }
        }
    }

    private void connect(Socket in) throws IOException {
        Socket out = new Socket();
        open.add(in);
        open.add(out);
        out.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        Thread.ofVirtual().name("relay-out").start(() -> pump(in, out));
        Thread.ofVirtual().name("relay-in").start(() -> pump(out, in));
    }

    private void pump(Socket from, Socket to) {
        try {
            byte[] some = new byte[8192];
            for (int read = from.getInputStream().read(some);
                    read >= 0;
                    read = from.getInputStream().read(some)) {
                gate.await();
                to.getOutputStream().write(some, 0, read);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e); // nobody interrupts it
        } catch (IOException _) {
            // either end hung up, which ends the other as well
        } finally {
            hangUp(from);
            hangUp(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private static void hangUp(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
