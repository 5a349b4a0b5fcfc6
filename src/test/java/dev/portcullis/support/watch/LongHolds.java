package dev.portcullis.support.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/**
 * What keeps the JavaFX thread from answering for longer than a frame. A question is put to it again and again; while no answer comes, its stack is looked at. How
 * long something takes depends on what else the machine does, so this is told, and is no fault.
 */
final class LongHolds {
    private static final Duration FRAME = Duration.ofMillis(16);
    private static final long LOOK = Duration.ofMillis(8).toNanos();
    private static final int STACKS = 3;

    private final Thread fx;
    private final Thread watcher;
    private final List<Hold> holds = new ArrayList<>();
    private volatile boolean running = true;
    private volatile boolean answered;

    private record Hold(Duration length, List<StackTraceElement> stack) {
        String place() {
            return stack.stream()
                    .filter(frame -> frame.getClassName().startsWith("dev.portcullis."))
                    .findFirst()
                    .or(() -> stack.stream().findFirst())
                    .map(StackTraceElement::toString)
                    .orElse("unknown");
        }
    }

    private LongHolds(Thread fx) {
        this.fx = fx;
        this.watcher = Thread.ofPlatform().daemon().name("fx-watch").start(this::watch);
    }

    /** Begins to look, if JavaFX runs. */
    static @Nullable LongHolds look() {
        return BlockingCalls.fxThread().map(LongHolds::new).orElse(null);
    }

    /** Ends it; says in a few lines what was seen. */
    String seen() throws InterruptedException {
        running = false;
        LockSupport.unpark(watcher);
        watcher.join();
        if (holds.isEmpty()) {
            return "never held for longer than a frame";
        }
        Duration longest = holds.stream().map(Hold::length).max(Duration::compareTo).orElse(Duration.ZERO);
        StringBuilder words = new StringBuilder("held for longer than a frame ")
                .append(holds.size())
                .append(" times, at longest ")
                .append(longest.toMillis())
                .append(" ms");
        Map<String, List<Hold>> places = new TreeMap<>();
        holds.forEach(hold -> places.computeIfAbsent(hold.place(), _ -> new ArrayList<>()).add(hold));
        places.entrySet().stream()
                .sorted((a, b) -> total(b.getValue()).compareTo(total(a.getValue())))
                .limit(STACKS)
                .forEach(place -> {
                    words.append("\n    ")
                            .append(place.getValue().size())
                            .append(" times, ")
                            .append(total(place.getValue()).toMillis())
                            .append(" ms together:");
                    place.getValue().getFirst().stack().stream()
                            .limit(30)
                            .forEach(frame -> words.append("\n        at ").append(frame));
                });
        return words.toString();
    }

    private static Duration total(List<Hold> holds) {
        return holds.stream().map(Hold::length).reduce(Duration.ZERO, Duration::plus);
    }

    private void watch() {
        while (running && fx.isAlive()) {
            answered = false;
            long asked = System.nanoTime();
            Platform.runLater(() -> {
                answered = true;
                LockSupport.unpark(watcher);
            });
            List<StackTraceElement> stack = List.of();
            while (!answered && running) {
                LockSupport.parkNanos(LOOK);
                if (!answered && stack.isEmpty() && System.nanoTime() - asked > FRAME.toNanos()) {
                    stack = Arrays.asList(fx.getStackTrace());
                }
            }
            Duration length = Duration.ofNanos(System.nanoTime() - asked);
            if (answered && length.compareTo(FRAME) > 0 && !stack.isEmpty()) {
                holds.add(new Hold(length, stack));
            }
            LockSupport.parkNanos(LOOK);
        }
    }
}
