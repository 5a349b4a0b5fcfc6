package dev.portcullis.console.gauge;

import dev.portcullis.console.snapshot.Puppet;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.scene.Scene;

/** Writes down when each pulse begins, and how long the JavaFX thread works in it: styles, layout, and what is handed to the one that draws. */
final class PulseLog {
    private final Scene scene;
    private final List<Long> gaps = new ArrayList<>();
    private final List<Long> works = new ArrayList<>();
    private final List<Long> processor = new ArrayList<>();
    private final Runnable laidOut = this::end;
    private long begun;
    private long spent;

    private final AnimationTimer timer = new AnimationTimer() {
        @Override
        public void handle(long now) {
            long at = System.nanoTime();
            if (begun != 0) {
                gaps.add(at - begun);
            }
            begun = at;
            spent = spent();
        }
    };

    PulseLog(Scene scene) {
        this.scene = scene;
    }

    void start() throws InterruptedException {
        Puppet.act(() -> {
            timer.start();
            scene.addPostLayoutPulseListener(laidOut);
        });
    }

    /** What has passed in nanoseconds from each pulse to the next, and what the thread has worked in each. */
    DeskGauge.Pulses stop() throws InterruptedException {
        return Puppet.does(() -> {
            timer.stop();
            scene.removePostLayoutPulseListener(laidOut);
            return new DeskGauge.Pulses(List.copyOf(gaps), List.copyOf(works), List.copyOf(processor));
        });
    }

    private void end() {
        if (begun != 0) {
            works.add(System.nanoTime() - begun);
            processor.add(spent() - spent);
        }
    }

    /** The processor time of this thread, in nanoseconds; 0 where the system does not tell. */
    static long spent() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : 0;
    }
}
