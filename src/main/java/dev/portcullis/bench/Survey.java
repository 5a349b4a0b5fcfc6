package dev.portcullis.bench;

import dev.portcullis.api.Facets;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.Paths;
import dev.portcullis.api.RevocationPlan;
import dev.portcullis.api.RevocationRequest;
import dev.portcullis.api.SessionPage;
import dev.portcullis.api.SessionView;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What operators ask of a server that holds many sessions, one question at a time, and how long each answer takes. What is common and what is rare among the sessions
 * is asked of the server itself, so that any population will do.
 */
public final class Survey implements AutoCloseable {
    /** Counts that are being made, after many sessions have come at once, are waited for. */
    private static final Duration LONGEST_SETTLING = Duration.ofMinutes(3);

    private static final Duration SETTLED = Duration.ofMillis(250);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final int SETTLED_IN_A_ROW = 5;
    private static final int DEEP = 50;
    private static final int LARGEST_PAGE = 1000;
    private static final List<String> ALL_KINDS =
            List.of("user", "network", "device", "browser", "os", "permission", "delivery", "state");

    private final Generator generator;
    private final OperatorSession operator;
    private final Map<String, String> proof;
    private final Pace pace;

    private Survey(Generator generator, OperatorSession operator, Pace pace) {
        this.generator = generator;
        this.operator = operator;
        this.proof = operator.proof();
        this.pace = pace;
    }

    /** For how long each question is asked again and again, and for how long before without counting. */
    public record Pace(Duration warmUp, Duration time) {}

    /** A question, and the times of its answers. */
    public record Finding(String question, Latencies latencies) {}

    /**
     * Logs in, until it is closed.
     *
     * @param operator needs {@code sessions:read}, for plans {@code sessions:revoke}
     * @throws BenchException if they cannot
     */
    public static Survey begin(Generator generator, LoginRequest operator, Pace pace) {
        return new Survey(generator, OperatorSession.begin(generator, operator), pace);
    }

    /** Logs out. */
    @Override
    public void close() {
        operator.close();
    }

    /** How many sessions are active. */
    public long active() {
        return page("limit=1").total();
    }

    /**
     * Waits until the counts are made, if many sessions have just come: until then those who ask wait for a look through all of them, or are told to come back.
     *
     * @return how long that took
     */
    public Duration settle() throws InterruptedException {
        long begun = System.nanoTime();
        for (int soon = 0; soon < SETTLED_IN_A_ROW; ) {
            long asked = System.nanoTime();
            int status = generator.ask(get(Paths.ADMIN_FACETS)).status();
            if (status == 200 && System.nanoTime() - asked < SETTLED.toNanos()) {
                soon++;
                continue;
            }
            if (status != 200 && status != 503) {
                throw new BenchException("GET " + Paths.ADMIN_FACETS + ": status " + status);
            }
            if (System.nanoTime() - begun > LONGEST_SETTLING.toNanos()) {
                throw new BenchException(
                        "the server's counts are not made in " + LONGEST_SETTLING.toMinutes() + " min");
            }
            soon = 0;
            Thread.sleep(LOOK_AGAIN);
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** The handles of so many active sessions, or of all there are. */
    public List<UUID> handles(int most) {
        List<UUID> handles = new ArrayList<>();
        SessionPage page = page("limit=" + LARGEST_PAGE);
        while (true) {
            page.items().forEach(session -> handles.add(session.handle()));
            if (page.next() == null || handles.size() >= most) {
                return handles;
            }
            page = page("limit=" + LARGEST_PAGE + "&after=" + page.next());
        }
    }

    /** Pages of the list, each with its total. */
    public List<Finding> lists(Consumer<Finding> told) {
        SessionView somebody = page("limit=1").items().getFirst();
        String device = common("device");
        String word = somebody.account().email().replaceAll("@.*", "");
        Map<String, String> questions = new LinkedHashMap<>();
        questions.put("first page, newest", "");
        questions.put("1,000 newest", "limit=1000");
        questions.put("by user", "sort=user");
        questions.put("by last use", "sort=-lastSeenAt");
        questions.put("by address", "sort=address");
        questions.put("by device", "sort=device");
        questions.put("by permissions", "sort=-permissions");
        questions.put("common word", "q=" + encoded(device.replaceAll(" .*", "")));
        questions.put("common word, by last use", "q=" + encoded(device.replaceAll(" .*", "")) + "&sort=-lastSeenAt");
        questions.put("rare word", "q=" + encoded(word));
        questions.put("rare user", "q=" + encoded("user:" + word));
        questions.put("one user", "q=" + encoded("user=\"" + somebody.account().email() + "\""));
        questions.put("one address", "q=" + encoded("ip:" + somebody.address()));
        questions.put("nothing", "q=" + encoded("nobody-is-called-so"));
        questions.put("idle, by network", "q=" + encoded("idle>5m") + "&sort=network");
        questions.put("ended, newest", "state=ended&sort=-endedAt");
        questions.put("50,000 further on", "limit=100&after=" + deep());
        List<Finding> findings = new ArrayList<>();
        questions.forEach((name, query) ->
                findings.add(tell(told, ask(name, get(Paths.ADMIN_SESSIONS + "?" + query)))));
        findings.add(tell(told, new Finding("unchanged (304)", generator.repeat(new Unchanged(), pace))));
        return findings;
    }

    /** Counts by kind, and by time. */
    public List<Finding> facets(Consumer<Finding> told) {
        Instant now = Instant.now();
        String all = "by=" + String.join(",", ALL_KINDS);
        Map<String, String> questions = new LinkedHashMap<>();
        questions.put("facets", Paths.ADMIN_FACETS);
        questions.put("facets, all kinds", Paths.ADMIN_FACETS + "?top=100&" + all);
        questions.put("stats, an hour", Paths.ADMIN_STATS);
        questions.put(
                "stats, 30 days",
                Paths.ADMIN_STATS + "?from=" + now.minus(Duration.ofDays(30).minusMinutes(5)) + "&to=" + now);
        questions.put("facets of a common device", Paths.ADMIN_FACETS + "?q=" + encoded(ofDevice(common("device"))));
        questions.put("facets of 1 %", Paths.ADMIN_FACETS + "?q=" + encoded(onePercent()));
        List<Finding> findings = new ArrayList<>();
        questions.forEach((name, path) -> findings.add(tell(told, ask(name, get(path)))));
        return findings;
    }

    /** What it would mean to end sessions; none is ended. */
    public List<Finding> plans(Consumer<Finding> told) {
        List<Finding> findings = new ArrayList<>();
        findings.add(tell(told, plan("1 %", onePercent())));
        findings.add(tell(told, plan("everything", "state:active")));
        return findings;
    }

    private Finding plan(String name, String query) {
        Ask ask = Ask.json(Paths.ADMIN_REVOCATIONS, RevocationRequest.end(query).asDryRun(), proof);
        int matched = generator.ask(ask, 201).as(RevocationPlan.class).matched();
        return new Finding(
                String.format(Locale.ROOT, "%s (%,d)", name, matched), generator.repeat(new Same(ask, 201), pace));
    }

    private static Finding tell(Consumer<Finding> told, Finding finding) {
        told.accept(finding);
        return finding;
    }

    private Finding ask(String name, Ask ask) {
        return new Finding(name, generator.repeat(new Same(ask, 200), pace));
    }

    private Ask get(String path) {
        return Ask.get(path, proof);
    }

    private SessionPage page(String query) {
        SessionPage page =
                generator.ask(get(Paths.ADMIN_SESSIONS + "?" + query), 200).as(SessionPage.class);
        if (page.items().isEmpty()) {
            throw new BenchException("there are no sessions");
        }
        return page;
    }

    /** Where a page begins that is so many pages on, or the last there is. */
    private String deep() {
        String next = null;
        for (int pages = 0; pages < DEEP; pages++) {
            String after = next == null ? "" : "&after=" + next;
            SessionPage page = page("limit=" + LARGEST_PAGE + after);
            if (page.next() == null) {
                break;
            }
            next = page.next();
        }
        return next == null ? String.valueOf(page("limit=1").next()) : next;
    }

    private Facets facet(String kind) {
        return generator
                .ask(get(Paths.ADMIN_FACETS + "?top=100&by=" + kind), 200)
                .as(Facets.class);
    }

    /** The value that most sessions have. */
    private String common(String kind) {
        return values(facet(kind), kind).getFirst().value();
    }

    /** A query for about every hundredth session. */
    private String onePercent() {
        Facets facets = facet("device");
        return values(facets, "device").stream()
                .min(Comparator.comparingDouble(count -> distance(count, facets.total())))
                .map(count -> ofDevice(count.value()))
                .orElseThrow();
    }

    /** A device is counted without its version, as its browser and its system. */
    private static String ofDevice(String device) {
        String[] parts = device.split(" · ", 2);
        String browser = "browser=\"" + parts[0] + "\"";
        return parts.length == 1 ? browser : browser + " os=\"" + parts[1] + "\"";
    }

    private static List<Facets.Count> values(Facets facets, String kind) {
        Facets.Facet facet = facets.by().get(kind);
        if (facet == null || facet.values().isEmpty()) {
            throw new BenchException("no session has a " + kind);
        }
        return facet.values();
    }

    /** How many times too many, or too few. */
    private static double distance(Facets.Count count, long total) {
        return Math.abs(Math.log(count.sessions() * 100.0 / Math.max(1, total)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The same question again and again. */
    private record Same(Ask ask, int status) implements Conversation {
        @Override
        public Ask next() {
            return ask;
        }

        @Override
        public boolean heard(Reply reply) {
            return reply.status() == status;
        }
    }

    /** The first page, with the ETag of the answer before: it changes as sessions do. */
    private final class Unchanged implements Conversation {
        private @Nullable String etag;

        @Override
        public Ask next() {
            Map<String, String> headers = new HashMap<>(proof);
            if (etag != null) {
                headers.put("If-None-Match", etag);
            }
            return Ask.get(Paths.ADMIN_SESSIONS, headers);
        }

        @Override
        public boolean heard(Reply reply) {
            boolean right = etag == null ? reply.status() == 200 : reply.status() == 304 || reply.status() == 200;
            etag = reply.headers().get("ETag");
            return right;
        }
    }
}
