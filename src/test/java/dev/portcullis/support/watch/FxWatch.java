package dev.portcullis.support.watch;

import dev.portcullis.console.chart.Figures;
import dev.portcullis.support.watch.BlockingCalls.Blocked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Watches the JavaFX thread during each class of tests of the console; registered for all of them ({@code META-INF/services}). A call that may block it fails the
 * class, with its stack and the test in which it was made. What keeps it busy for longer than a frame is left in {@code target/fx-watch}.
 */
public final class FxWatch
        implements BeforeAllCallback, BeforeEachCallback, BeforeTestExecutionCallback, AfterAllCallback {
    private static final String WATCHED = "dev.portcullis.console";

    private final NavigableMap<Instant, String> tests = new TreeMap<>();
    private @Nullable BlockingCalls calls;
    private @Nullable LongHolds holds;
    private @Nullable Class<?> outermost;

    @Override
    public void beforeAll(ExtensionContext context) {
        if (calls == null && context.getRequiredTestClass().getPackageName().startsWith(WATCHED)) {
            // Java reads its time zones once, at whoever asks first.
            var _ = DateTimeFormatter.ofPattern("z").format(ZonedDateTime.now(ZoneId.systemDefault()));
            outermost = context.getRequiredTestClass();
            tests.clear();
            Figures.absolute(Instant.EPOCH); // zones' names lie in a file, which the console reads while one logs in
            calls = BlockingCalls.listen();
            holds = LongHolds.look();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (calls != null) {
            tests.put(Instant.now(), context.getDisplayName());
        }
    }

    /** JavaFX may have been started by the test's preparation. */
    @Override
    public void beforeTestExecution(ExtensionContext context) {
        if (calls != null && holds == null) {
            holds = LongHolds.look();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException, InterruptedException {
        if (calls == null || !context.getRequiredTestClass().equals(outermost)) {
            return;
        }
        LongHolds looked = holds;
        holds = null;
        if (looked != null) {
            write(context.getRequiredTestClass(), looked.seen());
        }
        List<Blocked> faults;
        try (BlockingCalls listened = calls) {
            calls = null;
            faults = listened.heard();
        }
        if (!faults.isEmpty()) {
            Map<String, Blocked> places = new LinkedHashMap<>();
            faults.forEach(fault -> places.putIfAbsent(fault.place(), fault));
            throw new AssertionError("The JavaFX thread was made to wait:\n"
                    + places.values().stream().map(this::told).collect(Collectors.joining("\n")));
        }
    }

    private String told(Blocked fault) {
        Map.Entry<Instant, String> test = tests.floorEntry(fault.at());
        return "    in " + (test == null ? "the preparation" : test.getValue()) + ": " + fault;
    }

    private static void write(Class<?> type, String seen) throws IOException {
        Path directory = Files.createDirectories(Path.of("target", "fx-watch"));
        Files.writeString(directory.resolve(type.getName() + ".txt"), "The JavaFX thread was " + seen + "\n");
        System.out.println(type.getSimpleName() + ": the JavaFX thread was "
                + seen.lines().findFirst().orElse(""));
    }
}
