package dev.portcullis.trial.model;

import static java.util.Objects.requireNonNull;

import dev.portcullis.api.AuditEntry;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.Facets;
import dev.portcullis.api.SessionPage;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.Stats;
import dev.portcullis.client.AuditQuery;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.client.SessionQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks the server all that an operator can ask, and compares it with the world. */
final class Comparison {
    private static final List<String> KINDS =
            List.of("user", "network", "device", "browser", "os", "permission", "delivery", "state");

    private final World world;
    private final PortcullisClient desk;
    private final Ear ear;

    /** The newest entry of the audit that was compared. */
    private long auditedUpTo;

    Comparison(World world, PortcullisClient desk, Ear ear) {
        this.world = world;
        this.desk = desk;
        this.ear = ear;
    }

    /** What was there before anything happened is not looked at. */
    void begin() {
        auditedUpTo = desk.audit().page(AuditQuery.newest(1)).items().getFirst().seq();
        world.audited.clear();
        world.audited.add("audit.read admin@example.com audit:");
    }

    void all(Random random) throws InterruptedException {
        feed(false);
        everySession();
        audit();
        list(random);
        facets(random, Question.any(random, world, false));
        facets(random, Question.ALL);
        stats();
        if (!world.past.isEmpty()) {
            past(random);
        }
    }

    /** @param whole whether also what follows from time must be told by now */
    void feed(boolean whole) throws InterruptedException {
        Map<String, Integer> must = new TreeMap<>(world.told);
        Map<String, Integer> may = new TreeMap<>(world.told);
        world.toTell.forEach((event, n) -> may.merge(event, n, Integer::sum));
        world.mayTell.forEach((event, n) -> may.merge(event, n, Integer::sum));
        if (whole) {
            world.toTell.forEach((event, n) -> must.merge(event, n, Integer::sum));
        }
        Map<String, Integer> heard = ear.await(so ->
                must.entrySet().stream().allMatch(each -> so.getOrDefault(each.getKey(), 0) >= each.getValue()));
        must.forEach((event, n) -> {
            if (heard.getOrDefault(event, 0) < n) {
                throw new AssertionError("the feed has told " + heard.getOrDefault(event, 0) + " times, and not " + n
                        + " times: " + named(event));
            }
        });
        heard.forEach((event, n) -> {
            if (may.getOrDefault(event, 0) < n) {
                throw new AssertionError("the feed has told " + n + " times, and not " + may.getOrDefault(event, 0)
                        + " times: " + named(event));
            }
        });
        Set<String> over = new TreeSet<>();
        for (String event : ear.inOrder()) {
            String handle = event.substring(event.indexOf(' ') + 1);
            if (event.startsWith("session.") && over.contains(handle)) {
                throw new AssertionError("after its end, the feed tells: " + named(event));
            }
            if (event.startsWith("session.ended")) {
                over.add(handle);
            }
        }
    }

    private String named(String event) {
        String text = event;
        for (Stay stay : world.stays) {
            text = text.replace(stay.handle.toString(), stay.toString());
        }
        for (Person person : world.people) {
            text = text.replace(person.id.toString(), person.toString());
        }
        return text;
    }

    private void everySession() {
        SessionPage page = desk.sessions(new SessionQuery("", "all", "createdAt", null, 1000));
        same(
                "all sessions",
                handles(world.stays),
                page.items().stream().map(SessionView::handle).toList());
        same("how many there are", (long) world.stays.size(), page.total());
        for (int i = 0; i < world.stays.size(); i++) {
            String fault = fault(world.stays.get(i), page.items().get(i));
            if (fault != null) {
                throw new AssertionError(world.stays.get(i) + ": " + fault);
            }
        }
    }

    private @Nullable String fault(Stay stay, SessionView view) {
        List<String> expected = new ArrayList<>();
        List<String> found = new ArrayList<>();
        both(expected, found, "state", stay.state(), view.state().name().toLowerCase(java.util.Locale.ROOT));
        Stay.End end = stay.end;
        both(expected, found, "endReason", end == null ? null : end.reason(), wire(view.endReason()));
        both(expected, found, "endedAt", end == null ? null : end.at(), view.endedAt());
        both(expected, found, "endedBy", end == null ? null : end.by(), view.endedBy());
        both(expected, found, "endNote", end == null ? null : end.note(), view.endNote());
        both(expected, found, "user", stay.person.email, view.account().email());
        both(expected, found, "createdAt", stay.created, view.createdAt());
        both(expected, found, "address", stay.address, view.address());
        both(expected, found, "device", stay.program.device(), view.device());
        both(expected, found, "newDevice", stay.newDevice, view.newDevice());
        both(expected, found, "newNetwork", stay.newNetwork, view.newNetwork());
        both(expected, found, "network", stay.network, view.network());
        both(expected, found, "permissions", List.copyOf(stay.permissions), view.permissions());
        both(expected, found, "attributes", stay.attributes, view.attributes());
        both(
                expected,
                found,
                "generation",
                stay.generation,
                view.tokens().refresh().generation());
        both(expected, found, "reused", stay.reused, view.tokens().refresh().reused());
        both(expected, found, "expiresAt", stay.limit(), view.expiresAt());
        if (stay.live()) {
            both(expected, found, "lastSeenAt", stay.seen, view.lastSeenAt());
            both(expected, found, "idleExpiresAt", stay.idleLimit(), view.idleExpiresAt());
            both(expected, found, "idleTtl", (long) stay.limits.idle(), view.idleTtlSeconds());
            both(
                    expected,
                    found,
                    "access",
                    stay.accessEnds,
                    view.tokens().access().expiresAt());
            both(
                    expected,
                    found,
                    "refresh",
                    stay.refreshEnds,
                    view.tokens().refresh().expiresAt());
        }
        Stay.Break pause = stay.pause;
        var shown = view.suspension();
        both(expected, found, "suspended", pause == null ? null : pause.at(), shown == null ? null : shown.at());
        both(expected, found, "until", pause == null ? null : pause.until(), shown == null ? null : shown.until());
        both(expected, found, "note", pause == null ? null : pause.note(), shown == null ? null : shown.note());
        return expected.isEmpty() ? null : "expected " + expected + ", but it is " + found;
    }

    private static void both(
            List<String> expected, List<String> found, String what, @Nullable Object a, @Nullable Object b) {
        if (!Objects.equals(a, b)) {
            expected.add(what + " " + a);
            found.add(what + " " + b);
        }
    }

    private static @Nullable String wire(@Nullable EndReason reason) {
        return reason == null ? null : reason.wire();
    }

    private void audit() {
        List<AuditEntry> entries = new ArrayList<>();
        List<AuditEntry> page;
        do {
            long from = entries.stream().mapToLong(AuditEntry::seq).max().orElse(auditedUpTo);
            page = desk.audit().page(AuditQuery.newest(100).before(from)).items();
            page.stream().sorted(Comparator.comparingLong(AuditEntry::seq)).forEach(entries::add);
            if (page.size() == 100) {
                world.audited.add("audit.read admin@example.com audit:");
            }
        } while (page.size() == 100);
        List<String> found = entries.stream()
                .map(entry -> entry.action() + " " + entry.actor().name() + " "
                        + entry.subject().kind() + ":"
                        + (entry.subject().id() == null
                                        || Set.of("revocation", "policy")
                                                .contains(entry.subject().kind())
                                ? ""
                                : entry.subject().id()))
                .toList();
        same(
                "what was audited",
                world.audited.stream().map(this::named).toList(),
                found.stream().map(this::named).toList());
        auditedUpTo = entries.stream().mapToLong(AuditEntry::seq).max().orElse(auditedUpTo);
        world.audited.clear();
        world.audited.add("audit.read admin@example.com audit:");
    }

    private void list(Random random) {
        Question question = Question.any(random, world, false);
        String state =
                List.of("active", "suspended", "live", "ended", "all", "").get(random.nextInt(6));
        boolean ofEnds = java.util.regex.Pattern.compile("\\b(state|reason|ended|by|note):|ended>=")
                .matcher(question.text())
                .find();
        String listed = !state.isEmpty() ? state : ofEnds ? "all" : "live";
        Order order = Order.any(random, true, false);
        List<Stay> expected = world.stays.stream()
                .filter(stay ->
                        listed.equals("all") || stay.state().equals(listed) || (listed.equals("live") && stay.live()))
                .filter(stay -> question.of(stay, world.now))
                .sorted(order.comparator())
                .toList();
        SessionQuery query = new SessionQuery(
                question.text(), state.isEmpty() ? null : state, order.text(), null, 1 + random.nextInt(5));
        pages("state=" + state + " q=" + question.text() + " sort=" + order.text(), query, expected);
    }

    /** Forward to the end, and back. */
    private void pages(String what, SessionQuery query, List<Stay> expected) {
        List<UUID> there = new ArrayList<>();
        List<UUID> back = new ArrayList<>();
        SessionPage page = desk.sessions(query);
        while (true) {
            same("the total of " + what, (long) expected.size(), page.total());
            page.items().forEach(session -> there.add(session.handle()));
            if (page.next() == null) {
                break;
            }
            page = desk.sessions(query.after(requireNonNull(page.next())));
        }
        same("the list " + what, handles(expected), there);
        page.items().reversed().forEach(session -> back.addFirst(session.handle()));
        while (page.previous() != null) {
            page = desk.sessions(query.before(requireNonNull(page.previous())));
            page.items().reversed().forEach(session -> back.addFirst(session.handle()));
        }
        same("the way back in " + what, handles(expected), back);
    }

    private void facets(Random random, Question question) {
        List<String> kinds = some(random, KINDS);
        int top = 1 + random.nextInt(4);
        Facets facets = desk.facets(kinds, top, question.text(), null);
        List<Stay> matching = world.stays.stream()
                .filter(stay -> question.of(stay, world.now))
                .toList();
        List<Stay> live = matching.stream().filter(Stay::live).toList();
        String what = "facets of " + question.text() + ", top " + top + ": ";
        same(what + "total", (long) live.size(), facets.total());
        for (String kind : kinds) {
            Facets.Facet expected =
                    kind.equals("state") ? states(matching) : facet(live, kind, top, stay -> stay.permissions);
            same(what + kind, expected, facets.by().get(kind));
        }
    }

    private static Facets.Facet states(List<Stay> stays) {
        Map<String, Long> counts = stays.stream().collect(Collectors.groupingBy(Stay::state, Collectors.counting()));
        return new Facets.Facet(
                List.of("active", "suspended", "ended").stream()
                        .map(state -> new Facets.Count(state, null, counts.getOrDefault(state, 0L)))
                        .toList(),
                0);
    }

    private static Facets.Facet facet(
            Collection<Stay> stays, String kind, int top, Function<Stay, Collection<String>> permissions) {
        Map<String, Long> counts = new TreeMap<>();
        Map<String, String> emails = new TreeMap<>();
        for (Stay stay : stays) {
            for (String value : values(stay, kind, permissions)) {
                counts.merge(value, 1L, Long::sum);
            }
            emails.put(stay.person.id.toString(), stay.person.email);
        }
        List<Facets.Count> best = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(top)
                .map(each -> kind.equals("user")
                        ? new Facets.Count(
                                requireNonNull(emails.get(each.getKey())),
                                requireNonNull(emails.get(each.getKey())).equals("admin@example.com")
                                        ? "Ada Admin"
                                        : emails.get(each.getKey()),
                                each.getValue())
                        : new Facets.Count(each.getKey(), null, each.getValue()))
                .toList();
        return new Facets.Facet(best, counts.size() - best.size());
    }

    private static Collection<String> values(Stay stay, String kind, Function<Stay, Collection<String>> permissions) {
        return switch (kind) {
            case "user" -> List.of(stay.person.id.toString());
            case "network" ->
                List.of(
                        stay.network == null
                                ? stay.address.substring(0, stay.address.lastIndexOf('.')) + ".0/24"
                                : stay.network);
            case "device" -> List.of(stay.program.kind());
            case "browser" -> List.of(stay.program.browser());
            case "os" -> stay.program.os() == null ? List.of() : List.of(requireNonNull(stay.program.os()));
            case "permission" -> permissions.apply(stay);
            default -> List.of(stay.cookie ? "cookie" : "tokens");
        };
    }

    private void stats() {
        Stats stats = desk.stats();
        same("the time of the counts", world.now, stats.at());
        same("active now", world.stays.stream().filter(Stay::active).count(), stats.active());
        same(
                "suspended now",
                world.stays.stream().filter(stay -> stay.pause != null).count(),
                stats.suspended());
        same(
                "reused in a day",
                world.counted("reused", world.now.minus(Duration.ofHours(24)), world.now.plusNanos(1000)),
                stats.reusedLastDay());
        Instant minute = world.now.truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(59));
        same("how many minutes", 60, stats.minutes().size());
        for (Stats.Minute found : stats.minutes()) {
            Instant from = minute;
            Instant until = minute.plus(Duration.ofMinutes(1));
            minute = until;
            Map<EndReason, Long> ends = new TreeMap<>();
            for (EndReason reason : EndReason.values()) {
                long n = world.counted(reason.wire(), from, until);
                if (n > 0) {
                    ends.put(reason, n);
                }
            }
            long live = world.stays.stream()
                    .filter(stay -> stay.created.isBefore(until))
                    .filter(stay -> stay.end == null || !stay.end.at().isBefore(until))
                    .count();
            Stats.Minute expected = new Stats.Minute(
                    until.isBefore(world.now) ? until : world.now,
                    live,
                    world.counted("started", from, until),
                    world.counted("failed", from, until),
                    world.counted("ended", from, until),
                    world.counted("reused", from, until),
                    world.counted("refreshed", from, until),
                    ends);
            same("what happened in a minute", expected, found);
        }
    }

    private void past(Random random) {
        World.Past past = world.past.get(random.nextInt(world.past.size()));
        Question question = Question.any(random, world, true);
        Order order = Order.any(random, false, true);
        List<Stay> expected = past.live().keySet().stream()
                .filter(stay -> question.of(stay, past.at()))
                .sorted(order.comparator())
                .toList();
        String what = "as of " + past.at() + " q=" + question.text();
        SessionQuery query = new SessionQuery(question.text(), null, order.text(), null, 1 + random.nextInt(4));
        pages(what, query.asOf(past.at()), expected);
        for (SessionView view : desk.sessions(query.asOf(past.at())).items()) {
            Stay stay = world.stays.stream()
                    .filter(each -> each.handle.equals(view.handle()))
                    .findFirst()
                    .orElseThrow();
            same(what + " what " + stay + " was permitted", List.copyOf(permitted(past, stay)), view.permissions());
        }
        String kind = List.of("user", "device", "permission", "delivery").get(random.nextInt(4));
        int top = 1 + random.nextInt(3);
        Facets facets = desk.facets(List.of(kind), top, question.text(), past.at());
        same(what + ": facets, total", (long) expected.size(), facets.total());
        same(
                what + ": facets by " + kind,
                facet(expected, kind, top, stay -> permitted(past, stay)),
                facets.by().get(kind));
    }

    private static Set<String> permitted(World.Past past, Stay stay) {
        return requireNonNull(past.live().get(stay));
    }

    private List<UUID> handles(Collection<Stay> stays) {
        return stays.stream().map(stay -> stay.handle).toList();
    }

    private static <T> List<T> some(Random random, List<T> all) {
        List<T> some = all.stream().filter(_ -> random.nextInt(3) == 0).toList();
        return some.isEmpty() ? List.of(all.get(random.nextInt(all.size()))) : some;
    }

    private void same(String what, @Nullable Object expected, @Nullable Object found) {
        if (!Objects.equals(expected, found)) {
            throw new AssertionError(what + "\n  expected: " + named(String.valueOf(expected)) + "\n  found:    "
                    + named(String.valueOf(found)));
        }
    }
}
