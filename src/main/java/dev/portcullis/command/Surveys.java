package dev.portcullis.command;

import dev.portcullis.api.ExportFormat;
import dev.portcullis.bench.ExportRun;
import dev.portcullis.bench.Generator;
import dev.portcullis.bench.Survey;
import dev.portcullis.bench.Survey.Finding;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** {@code bench list|facet|plan|export}: the same to servers with different numbers of sessions, and how much longer it takes with more. */
final class Surveys {
    private final PrintWriter out;
    private final Survey.Pace pace;

    Surveys(PrintWriter out, Survey.Pace pace) {
        this.out = out;
        this.pace = pace;
    }

    /** What was found at one number of sessions. */
    private record Found<T>(long sessions, List<T> findings) {}

    private interface Asking<T> {
        List<T> ask(BenchedServer server, Survey survey);
    }

    void lists(List<Supplier<BenchedServer>> servers) throws InterruptedException {
        latencies("list", servers, (_, survey) -> survey.lists(this::tell));
    }

    void facets(List<Supplier<BenchedServer>> servers) throws InterruptedException {
        latencies("facet", servers, (_, survey) -> survey.facets(this::tell));
    }

    void plans(List<Supplier<BenchedServer>> servers) throws InterruptedException {
        latencies("plan", servers, (_, survey) -> survey.plans(this::tell));
    }

    void exports(List<Supplier<BenchedServer>> servers) throws InterruptedException {
        List<Found<ExportRun>> all = all(servers, (server, _) -> {
            List<ExportRun> runs = new ArrayList<>();
            for (ExportFormat format : ExportFormat.values()) {
                ExportRun run = ExportRun.run(server.address(), server.operator(), format);
                say(run.line());
                runs.add(run);
            }
            return runs;
        });
        Found<ExportRun> most = all.getLast();
        StringBuilder figure = new StringBuilder("export:");
        for (int i = 0; i < most.findings().size(); i++) {
            ExportRun run = most.findings().get(i);
            figure.append(i == 0 ? " " : ", ")
                    .append(String.format(
                            Locale.ROOT, "%s %,.0f/s", run.format().wire(), run.rate()));
            if (all.size() > 1) {
                figure.append(String.format(
                        Locale.ROOT,
                        " (%.2f times that at %,d)",
                        run.rate() / all.getFirst().findings().get(i).rate(),
                        all.getFirst().sessions()));
            }
        }
        say(figure.append(String.format(Locale.ROOT, " at %,d sessions", most.sessions()))
                .toString());
    }

    private <T> List<Found<T>> all(List<Supplier<BenchedServer>> servers, Asking<T> asking)
            throws InterruptedException {
        List<Found<T>> all = new ArrayList<>();
        for (Supplier<BenchedServer> each : servers) {
            try (BenchedServer server = each.get();
                    Generator generator = new Generator(server.address());
                    Survey survey = Survey.begin(generator, server.operator(), pace)) {
                say("server: " + server.description());
                Duration settled = survey.settle();
                long active = survey.active();
                say(String.format(
                        Locale.ROOT,
                        "population: %,d active sessions; the counts were made after %.1f s",
                        active,
                        settled.toNanos() / 1e9));
                all.add(new Found<>(active, asking.ask(server, survey)));
            }
        }
        all.sort(Comparator.comparingLong(Found::sessions));
        return all;
    }

    private void latencies(String subject, List<Supplier<BenchedServer>> servers, Asking<Finding> asking)
            throws InterruptedException {
        List<Found<Finding>> all = all(servers, asking);
        Found<Finding> fewest = all.getFirst();
        Found<Finding> most = all.getLast();
        int slowest = 0;
        for (int i = 0; i < most.findings().size(); i++) {
            if (median(most, i) > median(most, slowest)) {
                slowest = i;
            }
            if (all.size() > 1) {
                say(String.format(
                        Locale.ROOT,
                        "%-28s %9.1f ms at %,d, %9.1f ms at %,d: %.1f times",
                        question(most, i),
                        median(fewest, i),
                        fewest.sessions(),
                        median(most, i),
                        most.sessions(),
                        median(most, i) / median(fewest, i)));
            }
        }
        String ratio = all.size() == 1
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", %.1f times that at %,d",
                        median(most, slowest) / median(fewest, slowest),
                        fewest.sessions());
        say(String.format(
                Locale.ROOT,
                "%s: p50 %.1f ms, p99 %.1f ms at %,d sessions for the slowest question (%s)%s",
                subject,
                median(most, slowest),
                milliseconds(most.findings().get(slowest), 0.99),
                most.sessions(),
                question(most, slowest),
                ratio));
    }

    private static String question(Found<Finding> found, int i) {
        return found.findings().get(i).question();
    }

    private static double median(Found<Finding> found, int i) {
        return milliseconds(found.findings().get(i), 0.5);
    }

    private static double milliseconds(Finding finding, double share) {
        return Math.max(1, finding.latencies().quantile(share).toNanos()) / 1e6;
    }

    private void tell(Finding finding) {
        say(String.format(
                Locale.ROOT,
                "%-28s p50 %8.1f ms, p99 %8.1f ms, max %8.1f ms, %,d answers",
                finding.question(),
                milliseconds(finding, 0.5),
                milliseconds(finding, 0.99),
                finding.latencies().longest().toNanos() / 1e6,
                finding.latencies().count()));
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
