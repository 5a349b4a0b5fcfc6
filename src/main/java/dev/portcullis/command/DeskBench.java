package dev.portcullis.command;

import dev.portcullis.bench.Latencies;
import dev.portcullis.console.Toolkit;
import dev.portcullis.console.gauge.DeskGauge;
import dev.portcullis.console.gauge.DeskGauge.Glass;
import dev.portcullis.console.gauge.DeskGauge.Hold;
import dev.portcullis.console.gauge.DeskGauge.Holds;
import dev.portcullis.console.gauge.DeskGauge.Jumps;
import dev.portcullis.console.gauge.DeskGauge.Login;
import dev.portcullis.console.gauge.DeskGauge.Pulses;
import dev.portcullis.console.gauge.DeskGauge.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code bench console}: how quick a console is that this process opens at a server. It draws to memory, which any machine can, and with the processor alone: a graphics
 * card is quicker.
 *
 * @param time how long pulses are measured
 */
record DeskBench(PrintWriter out, Duration time) {
    private static final int ROUNDS = 50;
    private static final int HOLD_ROUNDS = 5;
    private static final String QUIET = "nothing else happens";

    /** Lets many changes come, for the figures that have to stand them. */
    interface Changes {
        /** Has them come from here on. */
        void begin() throws IOException;

        /** No more of them; says in words what they were. */
        String end() throws IOException;

        /** What a server does that others use too. */
        Changes NONE = new Changes() {
            @Override
            public void begin() {
                // they come or not
            }

            @Override
            public String end() {
                return "whatever happens there";
            }
        };
    }

    void run(Target target, Changes changes) throws InterruptedException {
        try {
            Toolkit.offScreen();
            Toolkit.start();
            measure(target, changes);
        } catch (Toolkit.Missing e) {
            throw new FailureException("JavaFX does not start, not even off-screen: " + e.getCause(), e);
        } catch (IOException e) {
            throw new FailureException("the console cannot be measured: " + FileTrouble.reason(e), e);
        } finally {
            Toolkit.stop();
        }
    }

    private void measure(Target target, Changes changes) throws InterruptedException, IOException {
        try (DeskGauge gauge = DeskGauge.open(target)) {
            Login login = gauge.logIn();
            double opened = login.rows() / 1e9;
            say(String.format(Locale.ROOT, "from log in to rows, in a program that has just started: %.2f s", opened));
            held("by the first login", List.of(login.hold()));
            pulses(gauge.preparation(), "while the other screens are made ready");
            Holds holds = gauge.screens(HOLD_ROUNDS);
            held("when one goes to a screen for the first time", holds.first());
            held("when one goes to a screen again", holds.again());
            line("to the table from another screen", gauge.returns(ROUNDS));
            String anywhere = "";
            if (gauge.isWindowed()) {
                Jumps jumps = gauge.jumps(ROUNDS);
                line("to rows anywhere in the list", jumps.rows());
                Latencies blanks = line("of which they are blank", jumps.blanks());
                anywhere = String.format(Locale.ROOT, "blank p99 %.0f ms, ", milliseconds(blanks, 0.99));
            }
            pulses(gauge.pulses(time), QUIET);
            Latencies calm = glass(gauge.glass(ROUNDS), QUIET);
            changes.begin();
            Pulses pulses = gauge.pulses(time);
            Glass glass = gauge.glass(ROUNDS);
            String happens = changes.end();
            Latencies works = pulses(pulses, happens);
            Latencies busy = glass(glass, happens);
            Memory memory = Memory.now();
            say(memory.line());
            gauge.acts(HOLD_ROUNDS).forEach(act -> held(act.when(), act.holds()));
            say(String.format(
                    Locale.ROOT,
                    "console: open %.2f s, %schange to glass p99 %.0f ms; with %s %.0f ms and pulse p99 %.1f ms; %s",
                    opened,
                    anywhere,
                    milliseconds(calm, 0.99),
                    happens,
                    milliseconds(busy, 0.99),
                    milliseconds(works, 0.99),
                    memory.figure()));
        }
    }

    private Latencies pulses(Pulses pulses, String happens) {
        Latencies gaps = of(pulses.gaps());
        say(String.format(
                Locale.ROOT,
                "pulses, %s: %.1f a second; one to the next p50 %.1f ms, p99 %.1f ms, max %.1f ms",
                happens,
                pulses.gaps().size()
                        / (pulses.gaps().stream().mapToLong(gap -> gap).sum() / 1e9),
                milliseconds(gaps, 0.5),
                milliseconds(gaps, 0.99),
                gaps.longest().toNanos() / 1e6));
        line("processor time of the JavaFX thread in a pulse, " + happens, pulses.processor());
        return line("work of the JavaFX thread in a pulse, " + happens, pulses.works());
    }

    /** The JavaFX thread, and for how long it had a processor then: others want one, too. */
    private void held(String when, List<Hold> holds) {
        Latencies times = of(holds.stream().map(Hold::time).toList());
        Latencies processor = of(holds.stream().map(Hold::processor).toList());
        say(String.format(
                Locale.ROOT,
                "%-70s p50 %6.1f ms, max %6.1f ms; with a processor p50 %5.1f ms, max %5.1f ms; %d times",
                "the JavaFX thread is held " + when,
                milliseconds(times, 0.5),
                times.longest().toNanos() / 1e6,
                milliseconds(processor, 0.5),
                processor.longest().toNanos() / 1e6,
                times.count()));
    }

    private Latencies glass(Glass glass, String happens) {
        line("change to glass, " + happens + ": login", glass.started());
        line("change to glass, " + happens + ": permissions", glass.changed());
        line("change to glass, " + happens + ": end", glass.ended());
        List<Long> all = new ArrayList<>(glass.started());
        all.addAll(glass.changed());
        all.addAll(glass.ended());
        return of(all);
    }

    private Latencies line(String what, List<Long> nanos) {
        Latencies latencies = of(nanos);
        say(String.format(
                Locale.ROOT,
                "%-70s p50 %6.1f ms, p99 %6.1f ms, max %6.1f ms, %,d times",
                what,
                milliseconds(latencies, 0.5),
                milliseconds(latencies, 0.99),
                latencies.longest().toNanos() / 1e6,
                latencies.count()));
        return latencies;
    }

    private static Latencies of(List<Long> nanos) {
        Latencies latencies = new Latencies();
        nanos.forEach(latencies::add);
        return latencies;
    }

    private static double milliseconds(Latencies latencies, double share) {
        return latencies.quantile(share).toNanos() / 1e6;
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    /**
     * What the process holds, in bytes.
     *
     * @param heap what is reachable, after a collection
     * @param resident, most now, and at most so far; 0 if the system does not say
     */
    private record Memory(long heap, long resident, long most) {
        static Memory now() throws IOException {
            long resident = status("VmRSS:");
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            return new Memory(runtime.totalMemory() - runtime.freeMemory(), resident, status("VmHWM:"));
        }

        /** proc(5), in KiB. */
        private static long status(String field) throws IOException {
            Path status = Path.of("/proc/self/status");
            return Files.isReadable(status)
                    ? Files.readAllLines(status).stream()
                            .filter(line -> line.startsWith(field))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                            .findFirst()
                            .orElse(0)
                    : 0;
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "memory: %d MiB of heap in use after a collection; %d MiB resident, at most %d MiB",
                    heap >> 20,
                    resident >> 20,
                    most >> 20);
        }

        String figure() {
            return String.format(Locale.ROOT, "%d MiB resident", most >> 20);
        }
    }
}
