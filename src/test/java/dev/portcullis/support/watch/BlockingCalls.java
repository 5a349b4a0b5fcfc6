package dev.portcullis.support.watch;

import dev.portcullis.console.ConsoleWindow;
import dev.portcullis.console.common.Background;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/**
 * What the console does on the JavaFX thread that may block it: files, the network, the database, sleeping, waiting for a thread, a future or a lock. The virtual
 * machine's flight recorder tells each such call with its stack, however short it was, so that the same program always has the same faults, on an idle machine and
 * on one that has much to do. What JavaFX itself waits for (events, the renderer, a nested loop) is no fault, nor is what is loaded at first use: classes, views,
 * stylesheets, fonts, pictures.
 */
final class BlockingCalls implements AutoCloseable {
    private static final String FX_THREAD = "JavaFX Application Thread";

    private static final String OURS = "dev.portcullis.";
    private static final String CONSOLE = "dev.portcullis.console.";

    /** Where the background does its work, if a test has it done at once. */
    private static final String BACKGROUND = Background.class.getName() + ".answer";

    /** A test that makes a window does not read the settings ahead, as the program does. */
    private static final String WINDOW = ConsoleWindow.class.getName() + ".<init>";

    /** Calls that are told whether or not they had to wait this time. */
    private static final List<String> CALLS = List.of(
            "java.nio.file.Files",
            "java.nio.channels.FileChannel::open",
            "java.lang.Thread::join",
            "java.lang.ProcessBuilder::start",
            "java.util.concurrent.CompletableFuture::get",
            "java.util.concurrent.CompletableFuture::join",
            "java.util.concurrent.FutureTask::get",
            "java.util.concurrent.CountDownLatch::await",
            "java.util.concurrent.Semaphore::acquire",
            "java.util.concurrent.Semaphore::tryAcquire",
            "java.net.InetAddress::getAllByName",
            "java.net.Socket::connect",
            "jdk.internal.net.http.HttpClientImpl::send",
            "java.sql.DriverManager::getConnection",
            "com.zaxxer.hikari.HikariDataSource::getConnection");

    /** What is told when it happens. */
    private static final List<String> EVENTS = List.of(
            "jdk.FileRead",
            "jdk.FileWrite",
            "jdk.FileForce",
            "jdk.SocketRead",
            "jdk.SocketWrite",
            "jdk.ThreadSleep",
            "jdk.ThreadPark",
            "jdk.JavaMonitorWait");

    /** Between the call and what of ours called it, these say that it is none of ours. */
    private static final List<String> LOADING = List.of(
            "javafx.",
            "com.sun.",
            "java.lang.Class",
            "java.lang.invoke.",
            "java.util.ResourceBundle",
            "java.util.ServiceLoader",
            "jdk.internal.loader.",
            "sun.net.www.protocol.file.",
            "sun.net.www.protocol.jar.",
            "org.kordamp.ikonli.",
            "dev.portcullis.console.common.Stylesheets.read",
            "ch.qos.logback.");

    private final Recording recording = new Recording();

    private BlockingCalls() {
        recording.setSettings(settings());
        recording.start();
    }

    /** Holds what the virtual machine has prepared for such recordings, so that it is done once. */
    private static final class Prepared {
        private static final Recording KEPT = new Recording();

        static {
            KEPT.setSettings(settings());
            KEPT.setToDisk(false);
            KEPT.start();
        }

        private Prepared() {}

        static void make() {}
    }

    /** Begins to listen. */
    static BlockingCalls listen() {
        Prepared.make();
        return new BlockingCalls();
    }

    /** JavaFX's thread, if it runs. */
    static Optional<Thread> fxThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(FX_THREAD))
                .findFirst();
    }

    /** Ends it, and tells what was heard. */
    List<Blocked> heard() throws IOException {
        recording.stop();
        Optional<Thread> fx = fxThread();
        return fx.isEmpty() ? List.of() : heard(fx.get());
    }

    private List<Blocked> heard(Thread fx) throws IOException {
        Path file = Files.createTempFile("fx", ".jfr");
        try {
            recording.dump(file);
            List<Blocked> heard = new ArrayList<>();
            try (RecordingFile events = new RecordingFile(file)) {
                while (events.hasMoreEvents()) {
                    RecordedEvent event = events.readEvent();
                    // By its number: it was given its name late.
                    if (event.getThread() != null && event.getThread().getJavaThreadId() == fx.threadId()) {
                        fault(event).ifPresent(heard::add);
                    }
                }
            }
            return heard;
        } finally {
            Files.delete(file);
        }
    }

    @Override
    public void close() {
        recording.close();
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("jdk.MethodTrace#filter", String.join(";", CALLS));
        Stream.concat(Stream.of("jdk.MethodTrace"), EVENTS.stream()).forEach(event -> {
            settings.put(event + "#enabled", "true");
            settings.put(event + "#stackTrace", "true");
            settings.put(event + "#threshold", "0 ms");
            settings.put(event + "#throttle", "off");
        });
        return settings;
    }

    private static Optional<Blocked> fault(RecordedEvent event) {
        if (event.getStackTrace() == null) {
            return Optional.empty();
        }
        List<String> stack = new ArrayList<>();
        if (event.hasField("method")) {
            RecordedMethod method = event.getValue("method");
            stack.add(method.getType().getName() + "." + method.getName());
        }
        for (RecordedFrame frame : event.getStackTrace().getFrames()) {
            stack.add(frame.getMethod().getType().getName() + "."
                    + frame.getMethod().getName() + ":" + frame.getLineNumber());
        }
        return isOurs(stack)
                ? Optional.of(new Blocked(
                        event.getEventType().getLabel(),
                        event.getStartTime(),
                        event.getDuration(),
                        List.copyOf(stack)))
                : Optional.empty();
    }

    /** Whether the console called it, rather than JavaFX, a test, or a test's way to have work of the background done at once. */
    static boolean isOurs(List<String> stack) {
        boolean lock = stack.stream().limit(8).anyMatch(frame -> frame.startsWith("java.util.concurrent.locks.ReentrantLock.lock"));
        if (lock) {
            return false; // whether one has to wait for it is chance: those who hold it must not be in here
        }
        List<String> until = stack.stream().takeWhile(frame -> !frame.startsWith(OURS)).toList();
        if (until.size() == stack.size()
                || stack.subList(0, until.size() + 1).stream()
                        .anyMatch(frame -> LOADING.stream().anyMatch(frame::startsWith))) {
            return false;
        }
        List<String> ours = stack.stream().filter(frame -> frame.startsWith(OURS)).toList();
        if (ours.stream().anyMatch(frame -> frame.startsWith(BACKGROUND))) {
            return false;
        }
        List<String> called = ours.stream().takeWhile(BlockingCalls::isOfTheProgram).toList();
        boolean byATest = called.size() < ours.size();
        return called.stream().anyMatch(frame -> frame.startsWith(CONSOLE))
                && !(byATest && WINDOW.equals(called.getLast().replaceFirst(":.*", "")));
    }

    private static boolean isOfTheProgram(String frame) {
        String type = frame.substring(0, frame.lastIndexOf('.')).replaceFirst("\\$.*", "");
        return Files.exists(Path.of("src/main/java", type.replace('.', '/') + ".java"));
    }

    /**
     * One of them.
     *
     * @param what the kind of call
     * @param stack from the call on
     */
    record Blocked(String what, java.time.Instant at, java.time.Duration length, List<String> stack) {
        /** Where the console did it. */
        String place() {
            return stack.stream().filter(frame -> frame.startsWith(OURS)).findFirst().orElse("");
        }

        @Override
        public String toString() {
            return what + "\n        at " + String.join("\n        at ", stack.stream().limit(40).toList());
        }
    }
}
