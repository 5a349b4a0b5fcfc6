package dev.portcullis.command;

import dev.portcullis.bench.FeedReader.Seen;
import dev.portcullis.bench.FeedRun;
import dev.portcullis.bench.Generator;
import dev.portcullis.bench.Survey;
import dev.portcullis.seed.Happenings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** {@code bench feed}: events at a rate, to so many readers, and whether each of them hears of all, and how long after. */
record FeedBench(PrintWriter out, Survey.Pace pace, int rate, int readers) {
    /** Of which the events tell in turn. */
    private static final int SESSIONS = 10_000;

    /** False if a reader missed something. */
    boolean run(BenchedServer server) throws InterruptedException {
        try (Generator generator = new Generator(server.address());
                FeedRun run = FeedRun.begin(generator, server.address(), server.operator(), readers);
                Survey survey = Survey.begin(generator, server.operator(), pace)) {
            say("server: " + server.description());
            survey.settle();
            Happenings happenings =
                    new Happenings(Objects.requireNonNull(server.running()).database(), survey.handles(SESSIONS));
            long before = happenings.refreshes(rate, pace.warmUp());
            run.seen(before);
            run.measure();
            long begun = System.nanoTime();
            long events = happenings.refreshes(rate, pace.time());
            double seconds = (System.nanoTime() - begun) / 1e9;
            List<Seen> all = run.seen(before + events);
            long missing = 0;
            double median = 0;
            double slowest = 0;
            for (Seen seen : all) {
                long missed = before + events - seen.refreshes();
                missing += Math.abs(missed) + seen.disorders() + seen.resyncs();
                median = Math.max(median, milliseconds(seen, 0.5));
                slowest = Math.max(slowest, milliseconds(seen, 0.99));
                say(String.format(
                        Locale.ROOT,
                        "a reader: %,d events, %,d missing, %,d out of order, %,d resyncs; lag p50 %.1f ms, p99 %.1f ms, max %.1f ms",
                        seen.refreshes(),
                        missed,
                        seen.disorders(),
                        seen.resyncs(),
                        milliseconds(seen, 0.5),
                        milliseconds(seen, 0.99),
                        seen.lags().longest().toNanos() / 1e6));
            }
            say(String.format(
                    Locale.ROOT,
                    "feed: %,.0f events/s to %d readers, %s, lag p50 %.1f ms, p99 %.1f ms",
                    events / seconds,
                    readers,
                    missing == 0 ? "none missing" : missing + " faults",
                    median,
                    slowest));
            return missing == 0 && events > 0;
        }
    }

    private static double milliseconds(Seen seen, double share) {
        return seen.lags().quantile(share).toNanos() / 1e6;
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
