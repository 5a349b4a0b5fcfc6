package dev.portcullis.trial.model;

import static java.util.Objects.requireNonNull;

import dev.portcullis.api.AccountChange;
import dev.portcullis.api.AccountView;
import dev.portcullis.api.Delivery;
import dev.portcullis.api.Lock;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.LoginResponse;
import dev.portcullis.api.NewLock;
import dev.portcullis.api.PolicyChange;
import dev.portcullis.api.PolicyDocument;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.Receipt;
import dev.portcullis.api.RevocationLock;
import dev.portcullis.api.RevocationPlan;
import dev.portcullis.api.RevocationRequest;
import dev.portcullis.api.SessionPatch;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.Suspension;
import dev.portcullis.api.TokenResponse;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.HeldPolicy;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.support.Http;
import dev.portcullis.support.SetClock;
import dev.portcullis.support.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** Does things to the server and to the world, and compares what they say to it. */
final class Deeds implements AutoCloseable {
    static final String WATCHER = "watcher@example.com";
    private static final List<String> ADDRESSES =
            List.of("198.51.100.4", "198.51.100.77", "203.0.113.7", "192.0.2.20", "192.0.2.130");
    private static final World.Named OFFICE = new World.Named("office", "198.51.100.0", 24, true);
    private static final World.Named LAB = new World.Named("lab", "192.0.2.128", 25, false);
    private static final World.Named HOME = new World.Named("home", "203.0.113.0", 24, false);
    private static final List<String> REASONS = List.of("phishing", "incident two", "left the house");

    /** What the server does by itself, a little later. */
    private static final ConditionFactory WHEN_DUE = Awaitility.await()
            .pollInSameThread()
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(5))
            .atMost(Duration.ofSeconds(10));

    private static final Duration PLAN_VALID = Duration.ofMinutes(5);

    /** Somebody's browser: it has one cookie. */
    private static final class Window {
        final Program program;
        final String address;
        final PortcullisClient client;

        @Nullable
        Stay stay;

        Window(Program program, String address, PortcullisClient client) {
            this.program = program;
            this.address = address;
            this.client = client;
        }
    }

    /** A plan that somebody has made. */
    private static final class Plan {
        final String name;
        final Instant until;
        final RevocationRequest request;
        final List<Stay> stays;
        final boolean other;

        @Nullable
        Receipt receipt;

        Plan(String name, Instant until, RevocationRequest request, List<Stay> stays, boolean other) {
            this.name = name;
            this.until = until;
            this.request = request;
            this.stays = stays;
            this.other = other;
        }
    }

    final List<String> log = new ArrayList<>(List.of(""));
    private final TestServer server;
    private final SetClock clock;
    private final World world;
    private final Ear ear;
    private final PortcullisClient desk;
    private final Comparison comparison;
    private final List<Window> windows = new ArrayList<>();
    private final List<Plan> plans = new ArrayList<>();
    private final List<PortcullisClient> clients = new ArrayList<>();
    private final Person admin;
    private final Person watcher;
    private @Nullable Stay deskStay;
    private @Nullable Stay watcherStay;

    Deeds(TestServer server, SetClock clock) throws Exception {
        this.server = server;
        this.clock = clock;
        clock.set(nextStart(clock.now()));
        server.clear();
        world = new World(clock.now());
        ear = new Ear(server.uri());
        desk = server.client();
        comparison = new Comparison(world, desk, ear);
        world.roleGrants.put("clerk", List.of("orders:read", "stock:read"));
        world.roleGrants.put("chief", List.of("billing", "stock:read"));
        world.roleGrants.put("watcher", List.of("sessions:read"));
        desk.logIn(new LoginRequest(TestServer.ADMIN, TestServer.ADMIN_PASSWORD, null));
        admin = person(TestServer.ADMIN, TestServer.ADMIN_PASSWORD, List.copyOf(World.OWN_PERMISSIONS));
        for (var role : world.roleGrants.entrySet()) {
            grant(role.getKey(), role.getValue());
        }
        for (String name : List.of("alice", "bob", "carol")) {
            String email = name + "@example.com";
            server.account(email, "orders:read", "orders:write");
            world.people.add(person(email, TestServer.PASSWORD, List.of("orders:read", "orders:write")));
        }
        server.account("olga@example.com", "sessions:read", "sessions:revoke");
        world.people.add(person("olga@example.com", TestServer.PASSWORD, List.of("sessions:read", "sessions:revoke")));
        server.account(WATCHER);
        watcher = person(WATCHER, TestServer.PASSWORD, List.of());
        watcher.roles = new TreeSet<>(List.of("watcher"));
        desk.administration().change(desk.account(WATCHER).orElseThrow(), AccountChange.toRoles(List.of("watcher")));
        world.roleLimits.put("watcher", new Stay.Limits(3_000_000, 3_000_000, 300, 43_200, 10));
        world.networks = new ArrayList<>(List.of(OFFICE, LAB));
        putPolicy(false);
        for (int i = 0; i < 6; i++) {
            Program program = Program.ALL.get(i % Program.ALL.size());
            String address = ADDRESSES.get(i % ADDRESSES.size());
            windows.add(new Window(program, address, server.client(address, program.agent())));
        }
        // As if nothing had happened: what was set up is forgotten.
        server.sql("truncate session cascade; delete from event; truncate guess, known_place; delete from minute;"
                + " update rollup set format = 0; update account set first_login_at = null");
        watch();
        world.mayTell.putAll(world.told); // the stream begins about now
        world.told.clear();
        freshDesk();
        comparison.begin();
    }

    private static Instant nextStart(Instant before) {
        return before.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1)).plusMillis(1_001);
    }

    private Person person(String email, String password, List<String> permissions) {
        return new Person(email, desk.account(email).orElseThrow().id(), password, permissions);
    }

    private void grant(String role, List<String> permissions) {
        var administration = desk.administration();
        administration.roles().stream()
                .filter(each -> each.name().equals(role))
                .findFirst()
                .ifPresentOrElse(
                        seen -> administration.change(seen, permissions),
                        () -> administration.makeRole(role, permissions));
    }

    /** One step: perhaps time passes, something is done, and all is compared. */
    void step(long seed) throws Exception {
        Random random = new Random(seed);
        log.add("");
        perhapsPass(random);
        freshDesk();
        something(random);
        settle();
        freshDesk();
        settle();
        comparison.all(random);
    }

    /** At the end, what follows from time must have been told. */
    void finish() throws Exception {
        freshDesk();
        comparison.feed(true);
    }

    private void say(String text) {
        log.set(log.size() - 1, log.getLast() + (log.getLast().isEmpty() ? "" : "; ") + text);
    }

    // Time.

    private void perhapsPass(Random random) throws Exception {
        long millis = switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> 0;
            case 6, 7, 8, 9 -> 500 + random.nextInt(20_000);
            case 10, 11, 12 -> 60_000 + random.nextInt(180_000);
            case 13, 14, 15 -> 300_000 + random.nextInt(1_200_000);
            case 16, 17, 18 -> 1_500_000 + random.nextInt(1_000_000);
            default -> 7_200_000 + random.nextInt(10_000_000);
        };
        if (millis > 0) {
            pass(Duration.ofMillis(millis));
        }
    }

    private void pass(Duration duration) throws Exception {
        settle();
        Instant then = world.now.plus(duration);
        if (then.truncatedTo(ChronoUnit.MINUTES).equals(then)) {
            then = then.plusMillis(1);
        }
        say("+" + Duration.between(world.now, then));
        world.passTo(then);
        clock.set(then);
        List<Stay> due = world.live().stream()
                .filter(stay -> stay.limitsDue && stay.pause == null)
                .toList();
        if (!due.isEmpty()) {
            awaitPolicy();
            world.applyLimits(due);
        }
    }

    /** What the server writes a little later is written. */
    private void settle() {
        server.writeWaiting();
        Map<String, String> written = new HashMap<>();
        world.live().forEach(stay -> written.put(stay.handle.toString(), micros(stay.seen)));
        try {
            WHEN_DUE.until(() -> seen().entrySet().containsAll(written.entrySet()));
        } catch (ConditionTimeoutException _) {
            return; // the comparison says which it is
        }
    }

    private Map<String, String> seen() {
        Map<String, String> seen = new HashMap<>();
        server.rows(
                        "select handle || ' ' || (extract(epoch from last_seen_at) * 1000000)::bigint from session where ended_at is null")
                .forEach(row -> seen.put(row.substring(0, 36), row.substring(37)));
        return seen;
    }

    private static String micros(Instant at) {
        return "" + ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    // The operator.

    /** Has the operator log in again, if the session is over, or was begun too long ago for what is sensitive. */
    private void freshDesk() throws Exception {
        Stay stay = deskStay;
        if (stay == null || !stay.active() || stay.created.isBefore(world.now.minus(Duration.ofMinutes(14)))) {
            logIn(desk, admin, admin.password, Program.DESK, "127.0.0.1", true, stay);
        }
        world.use(deskStay);
        same("the operator", "ok", outcome(desk::current));
        Stay watching = watcherStay;
        if (watching == null || !watching.active()) {
            watch();
        }
    }

    private void watch() throws Exception {
        Http http = new Http(server.uri());
        var answer = http.logIn(watcher.email, watcher.password, "User-Agent", Program.DESK.agent());
        same("the watcher", 201, answer.statusCode());
        UUID handle = UUID.fromString(dev.portcullis.api.Json.tree(dev.portcullis.api.Json.read(
                        answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8), LoginResponse.class))
                .at("/session/handle")
                .asText());
        same("the watcher in the world", "ok", world.logIn(watcher, watcher.password, "127.0.0.1", null));
        watcherStay = world.begin(handle, watcher, Program.DESK, "127.0.0.1", true);
        ear.listen(Http.cookie(answer));
    }

    private Stay ofDesk() {
        return requireNonNull(deskStay);
    }

    // What is done.

    private void something(Random random) throws Exception {
        long others = world.live().stream()
                .filter(stay -> stay != deskStay && stay != watcherStay)
                .count();
        if (random.nextInt(4) >= others) {
            logIn(random);
            return;
        }
        switch (random.nextInt(34)) {
            case 0, 1, 2, 3, 4, 5, 6 -> logIn(random);
            case 7 -> logOut(random);
            case 8, 9 -> use(random);
            case 10, 11, 12 -> refresh(random);
            case 13, 14 -> patch(random);
            case 15 -> own(random);
            case 16 -> enabled(random);
            case 17 -> roles(random);
            case 18 -> role(random);
            case 19 -> password(random);
            case 20, 21, 22, 23 -> revoke(random);
            case 24, 25 -> plan(random);
            case 26, 27 -> execute(random);
            case 28 -> lock(random);
            case 29 -> lift(random);
            case 30, 31 -> policy(random);
            case 32 -> forbidden(random);
            default -> say("nothing");
        }
    }

    private void logIn(Random random) throws Exception {
        Window window = one(random, windows);
        Person person = one(random, world.people);
        String password = random.nextInt(7) == 0 ? "a wrong password, this one is" : person.password;
        boolean cookie = random.nextInt(3) > 0;
        if (!cookie) { // an app of its own, without the browser's cookie
            PortcullisClient app = client(window.address, window.program);
            logIn(app, person, password, window.program, window.address, false, null);
            return;
        }
        Stay begun = logIn(window.client, person, password, window.program, window.address, true, window.stay);
        window.stay = begun == null ? window.stay : begun;
    }

    private @Nullable Stay logIn(
            PortcullisClient client,
            Person person,
            String password,
            Program program,
            String address,
            boolean cookie,
            @Nullable Stay presented) {
        String expected = world.logIn(person, password, address, presented);
        LoginResponse[] answer = new LoginResponse[1];
        String found = outcome(() -> answer[0] =
                client.logIn(new LoginRequest(person.email, password, cookie ? Delivery.COOKIE : Delivery.TOKENS)));
        say("log in " + person + (password.equals(person.password) ? "" : " wrongly") + " from " + address + " with "
                + program.kind() + (cookie ? "" : " for tokens") + (presented == null ? "" : " instead of " + presented)
                + " → " + found);
        same("the login", expected, found);
        if (expected.startsWith("409")) {
            world.remember(person, program, address);
        }
        LoginResponse response = answer[0];
        if (response == null) {
            return null;
        }
        Stay stay = world.begin(response.session().handle(), person, program, address, cookie);
        if (client == desk) {
            deskStay = stay;
        }
        say("" + stay);
        String refresh = response.refreshToken();
        String access = response.accessToken();
        if (refresh != null && access != null) {
            stay.family.add(new Stay.Token(refresh));
            stay.access = new Stay.Access(access, stay.accessEnds);
        }
        return stay;
    }

    private void logOut(Random random) {
        Window window = likely(random);
        Stay stay = window.stay;
        if (stay == null) {
            say("nobody logs out");
            return;
        }
        if (stay.active()) {
            world.use(stay);
        }
        world.end(stay, "logout", stay.person.email, null);
        String found = outcome(window.client::logOut);
        say("log out " + stay + " → " + found);
        same("the logout", "ok", found);
        window.stay = null;
    }

    private void use(Random random) {
        if (random.nextInt(4) == 0) {
            List<Stay> withTokens =
                    world.stays.stream().filter(stay -> stay.access != null).toList();
            if (!withTokens.isEmpty()) {
                Stay stay = one(random, withTokens);
                Stay.Access access = requireNonNull(stay.access);
                PortcullisClient app =
                        new PortcullisClient(server.uri(), "test", Map.of("Authorization", "Bearer " + access.text()));
                clients.add(app);
                String expected = world.now.isBefore(access.until()) ? world.use(stay) : "401 session-missing";
                String found = outcome(app::current);
                say("use " + stay + " by its token → " + found);
                same("the use", expected, found);
                return;
            }
        }
        Window window = likely(random);
        Stay stay = window.stay;
        if (random.nextBoolean()) {
            String expected = world.use(stay);
            String found = outcome(window.client::current);
            say("use " + stay + " → " + found);
            same("the use", expected, found);
        } else {
            String expected = world.verify(stay);
            boolean[] active = {false};
            String found = outcome(() -> active[0] = window.client.verify());
            say("verify " + stay + " → " + found + " " + active[0]);
            if (expected.startsWith("401")) {
                same("the verification", "ok false", found + " " + active[0]);
            } else {
                same("the verification", expected, found);
                same("the verification", expected.equals("ok"), active[0]);
            }
        }
    }

    private void refresh(Random random) {
        List<Stay> withTokens = world.stays.stream()
                .filter(stay -> !stay.family.isEmpty())
                .sorted(Comparator.comparing(Stay::live).reversed())
                .toList();
        if (withTokens.isEmpty()) {
            say("nothing to refresh");
            return;
        }
        Stay stay = withTokens.get(random.nextInt(Math.min(withTokens.size(), 3)));
        Stay.Token token = random.nextInt(3) > 0 ? stay.family.getLast() : one(random, stay.family);
        boolean spent = token.spentAt != null;
        String expected = world.refresh(stay, token);
        TokenResponse[] answer = new TokenResponse[1];
        String found = outcome(() -> answer[0] = desk.refresh(token.text));
        say("refresh " + stay + " with its token " + (1 + stay.family.indexOf(token))
                + (spent ? ", which is spent" : "") + " → " + found);
        same("the refresh", expected, found);
        TokenResponse response = answer[0];
        if (response != null) {
            String successor = requireNonNull(response.refreshToken());
            if (spent) {
                same("the successor that is given again", token.successor, successor);
            } else {
                token.successor = successor;
                stay.family.add(new Stay.Token(successor));
                stay.access = new Stay.Access(response.accessToken(), stay.accessEnds);
            }
        }
    }

    private void own(Random random) {
        Window window = likely(random);
        Stay stay = window.stay;
        String used = world.use(stay);
        if (random.nextBoolean() && !world.stays.isEmpty()) {
            Stay other = one(random, world.stays);
            String expected = !used.equals("ok")
                    ? used
                    : other.live() && other.person == requireNonNull(stay).person ? "ok" : "404 not-found";
            if (expected.equals("ok")) {
                world.end(other, "logout", other.person.email, null);
            }
            String found = outcome(() -> window.client.endOwn(other.handle));
            say("by " + stay + " end their own " + other + " → " + found);
            same("the end of one's own", expected, found);
        } else {
            int others = 0;
            if (used.equals("ok")) {
                for (Stay other : world.stays) {
                    boolean theirs = other != stay && other.person == requireNonNull(stay).person;
                    others += theirs && world.end(other, "logout", other.person.email, null) ? 1 : 0;
                }
            }
            int[] ended = {0};
            String found = outcome(() -> ended[0] = window.client.endOtherOwn());
            say("by " + stay + " log out everywhere else → " + found + " " + ended[0]);
            same("the log-out everywhere else", used + " " + others, found + " " + ended[0]);
        }
    }

    private void patch(Random random) {
        if (world.stays.isEmpty()) {
            return;
        }
        Stay stay = likely(random, world.stays);
        Map<String, @Nullable Object> attributes = null;
        List<String> permissions = null;
        Integer idle = null;
        Instant ends = null;
        switch (random.nextInt(5)) {
            case 0, 1 -> {
                attributes = new HashMap<>();
                attributes.put("tenant", random.nextInt(3) == 0 ? null : one(random, List.of("acme", "umbrella")));
            }
            case 2 ->
                permissions = List.copyOf(new TreeSet<>(List.of(
                        one(random, List.of("orders:read", "stock:read")),
                        one(random, List.of("orders:read", "orders:write", "billing")))));
            case 3 -> idle = one(random, List.of(240, 900, 1500, 4000));
            default ->
                ends = world.now
                        .plusSeconds(one(random, List.of(-5, 600, 3000, 90_000)))
                        .truncatedTo(ChronoUnit.SECONDS);
        }
        SessionPatch patch = new SessionPatch(attributes, permissions, idle == null ? null : (long) idle, ends);
        String expected = expectedOfPatch(stay, permissions, idle, ends);
        boolean changes = expected.equals("ok") && change(stay, attributes, permissions, idle, ends);
        SessionView[] seen = new SessionView[1];
        String found = "412 precondition-failed";
        for (int i = 0; i < 3 && found.startsWith("412"); i++) { // housekeeping may be faster
            seen[0] = desk.session(stay.handle);
            found = outcome(() -> desk.change(seen[0], patch));
        }
        say("patch " + stay + " with " + patch + " → " + found);
        same("the patch", expected, found);
        if (changes && random.nextBoolean()) {
            String stale = stay.active() ? "412 precondition-failed" : "409 session-not-active";
            Map<String, @Nullable Object> other = Map.of("stale", "it is");
            String refused = outcome(() -> desk.change(seen[0], SessionPatch.attributes(other)));
            say("and of what it was → " + refused);
            same("the patch of what is not so any more", stale, refused);
        }
    }

    private String expectedOfPatch(
            Stay stay, @Nullable List<String> permissions, @Nullable Integer idle, @Nullable Instant ends) {
        if (!stay.active()) {
            return "409 session-not-active";
        }
        boolean faulty =
                (permissions != null && !stay.person.mayDo(world.roleGrants).containsAll(permissions))
                        || (idle != null && idle > stay.limits.idle())
                        || (ends != null && (ends.isAfter(stay.limit()) || !ends.isAfter(world.now)));
        return faulty ? "400 invalid-request" : "ok";
    }

    /** Whether it changes anything. */
    private boolean change(
            Stay stay,
            @Nullable Map<String, @Nullable Object> attributes,
            @Nullable List<String> permissions,
            @Nullable Integer idle,
            @Nullable Instant ends) {
        Map<String, Object> merged = new HashMap<>(stay.attributes);
        if (attributes != null) {
            attributes.forEach((key, value) -> {
                if (value == null) {
                    merged.remove(key);
                } else {
                    merged.put(key, value);
                }
            });
        }
        Set<String> held = permissions == null ? stay.permissions : new TreeSet<>(permissions);
        boolean same = merged.equals(stay.attributes)
                && held.equals(stay.permissions)
                && (idle == null || idle == stay.limits.idle())
                && (ends == null || ends.equals(stay.limit()));
        if (same) {
            return false;
        }
        stay.attributes = merged;
        stay.permissions = held;
        world.tell("session.changed " + stay.handle);
        world.audited.add("session.changed admin@example.com session:" + stay.handle);
        world.shorten(stay, idle, ends);
        return true;
    }

    private void enabled(Random random) {
        Person person = one(random, world.people);
        boolean to = !person.enabled || random.nextInt(4) == 0;
        change(
                random,
                person,
                AccountChange.toEnabled(to),
                to == person.enabled
                        ? null
                        : () -> {
                            person.enabled = to;
                            if (!to) {
                                world.endAll(person, admin.email);
                            }
                            String what = to ? "account.enabled " : "account.disabled ";
                            world.tell(what + person.id);
                            world.audited.add(what + admin.email + " account:" + person.id);
                        });
    }

    private void roles(Random random) {
        Person person = one(random, world.people);
        Set<String> roles = new TreeSet<>();
        for (String role : List.of("clerk", "chief")) {
            if (random.nextBoolean()) {
                roles.add(role);
            }
        }
        change(
                random,
                person,
                AccountChange.toRoles(List.copyOf(roles)),
                roles.equals(person.roles)
                        ? null
                        : () -> {
                            Set<String> before = person.mayDo(world.roleGrants);
                            person.roles = roles;
                            world.follow(person, before);
                            world.tell("account.changed " + person.id);
                            world.audited.add("account.changed " + admin.email + " account:" + person.id);
                        });
    }

    /** @param effect null if it changes nothing */
    private void change(Random random, Person person, AccountChange change, @Nullable Runnable effect) {
        AccountView seen = desk.account(person.email).orElseThrow();
        if (effect != null) {
            effect.run();
        }
        String found = outcome(() -> desk.administration().change(seen, change));
        say("change " + person + " by " + change + " → " + found);
        same("the change of an account", "ok", found);
        if (effect != null && random.nextInt(3) == 0) {
            String refused = outcome(() -> desk.administration().change(seen, change));
            say("and of what it was → " + refused);
            same("the change of an account that is not so any more", "412 precondition-failed", refused);
        }
    }

    private void role(Random random) {
        String role = one(random, List.of("clerk", "chief"));
        List<String> grants = List.copyOf(new TreeSet<>(List.of(
                one(random, List.of("billing", "orders:read")), one(random, List.of("stock:read", "stock:write")))));
        boolean changes = !grants.equals(world.roleGrants.get(role));
        if (changes) {
            Map<Person, Set<String>> before = new HashMap<>();
            world.people.forEach(person -> before.put(person, person.mayDo(world.roleGrants)));
            world.roleGrants.put(role, grants);
            world.people.forEach(person -> world.follow(person, requireNonNull(before.get(person))));
            world.tell("role.changed");
            world.audited.add("role.changed " + admin.email + " role:" + role);
        }
        String found =
                outcome(() -> desk.administration().change(desk.administration().role(role), grants));
        say("let " + role + " be " + grants + " → " + found);
        same("the change of a role", "ok", found);
    }

    private void password(Random random) {
        Person person = one(random, world.people);
        person.password = "another password, number " + random.nextInt(1_000_000);
        world.endAll(person, admin.email);
        world.tell("account.password_changed " + person.id);
        world.audited.add("account.password_changed " + admin.email + " account:" + person.id);
        String found = outcome(() -> desk.setPassword(person.id, person.password));
        say("give " + person + " another password → " + found);
        same("the change of a password", "ok", found);
    }

    // Revocations.

    private RevocationRequest wish(Random random, List<UUID> handles) {
        int minutes = one(random, List.of(1, 10, 60));
        Suspension.Then then = random.nextInt(3) == 0 ? Suspension.Then.END : Suspension.Then.RELEASE;
        RevocationRequest request = switch (random.nextInt(5)) {
            case 0, 1 -> RevocationRequest.end(handles);
            case 2, 3 -> RevocationRequest.suspend(handles, minutes, then);
            default -> RevocationRequest.release(handles);
        };
        return random.nextInt(7) == 0
                ? request.locking(new RevocationLock(true, null, one(random, List.of(3, 40)), null))
                : request;
    }

    private void revoke(Random random) {
        if (world.stays.isEmpty()) {
            return;
        }
        Set<Stay> some = new java.util.LinkedHashSet<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            some.add(likely(random, world.stays));
        }
        some.remove(watcherStay);
        List<UUID> handles =
                new ArrayList<>(some.stream().map(stay -> stay.handle).toList());
        if (handles.isEmpty() || random.nextInt(6) == 0) {
            handles.add(new UUID(random.nextLong(), random.nextLong()));
        }
        RevocationRequest request = wish(random, handles).because(one(random, REASONS));
        Receipt[] receipt = new Receipt[1];
        String found = outcome(() -> receipt[0] = desk.revocations().revoke(request));
        say(words(request) + " " + some + " → " + found + " " + numbers(receipt[0]));
        same("the revocation", "ok", found);
        carryOut(requireNonNull(receipt[0]), request, List.copyOf(some), false);
    }

    /** What the server did, done to the world; and what the receipt must say of it. */
    private void carryOut(Receipt receipt, RevocationRequest request, List<Stay> stays, boolean planned) {
        String what = requireNonNull(request.action()).name().toLowerCase(Locale.ROOT);
        int affected = 0;
        int over = 0;
        Set<Person> locked = new TreeSet<>(Comparator.comparing((Person person) -> person.id.toString()));
        if (planned) {
            world.audited.add("revocation.begun " + admin.email + " revocation:");
        }
        RevocationLock lock = request.lock();
        if (lock != null && Boolean.TRUE.equals(lock.accounts())) {
            Instant until = world.now.plus(Duration.ofMinutes(requireNonNull(lock.minutes())));
            for (Stay stay : stays) {
                if (stay.live() && stay.person != admin && bar(stay.person, null, until, UUID.randomUUID())) {
                    locked.add(stay.person);
                }
            }
            if (!locked.isEmpty()) {
                world.audited.add("account.locked " + admin.email + " revocation:");
            }
            locked.forEach(person -> world.tell("account.locked " + person.id));
        }
        Instant until = receipt.suspendedUntil();
        if (what.equals("suspend")) {
            Instant asked = world.now.plus(Duration.ofMinutes(requireNonNull(request.minutes())));
            boolean near = until != null && !until.isAfter(asked) && !until.isBefore(asked.minusSeconds(20));
            same("until when it is suspended is near " + asked + " (" + until + ")", true, near);
        }
        for (Stay stay : stays) {
            if (!stay.live()) {
                over++;
                continue;
            }
            switch (what) {
                case "end" -> {
                    world.end(stay, "revoked", admin.email, receipt.reason());
                    affected++;
                }
                case "suspend" -> {
                    world.suspend(
                            stay,
                            requireNonNull(until),
                            request.then() == Suspension.Then.END,
                            admin.email,
                            receipt.reason());
                    affected++;
                }
                default -> affected += world.release(stay) ? 1 : 0;
            }
        }
        if (!stays.isEmpty() || !planned) {
            world.audited.add((what.equals("end")
                            ? "sessions.revoked "
                            : what.equals("suspend") ? "sessions.suspended " : "sessions.released ")
                    + admin.email + " revocation:");
        }
        world.tell("revocation.done");
        world.audited.add("revocation.done " + admin.email + " revocation:");
        same(
                "the receipt",
                "matched " + stays.size() + " " + what + " " + affected + " unchanged "
                        + (stays.size() - affected - over) + " already ended " + over + " locked " + locked.size(),
                "matched " + receipt.matched() + " " + what + " "
                        + (receipt.ended() + receipt.suspended() + receipt.released()) + " unchanged "
                        + receipt.unchanged() + " already ended " + receipt.alreadyEnded() + " locked "
                        + receipt.lockedAccounts());
        if (what.equals("release")) {
            letGo(stays);
        }
    }

    /** Whoever goes on is given the limits that came meanwhile. */
    private void letGo(List<Stay> stays) {
        List<Stay> due =
                stays.stream().filter(stay -> stay.limitsDue && stay.active()).toList();
        if (!due.isEmpty()) {
            awaitPolicy();
            world.applyLimits(due);
        }
    }

    private void plan(Random random) throws Exception {
        Question question = Question.any(random, world, false);
        while (question.text().isEmpty()) { // all is asked for in words
            question = Question.any(random, world, false);
        }
        String text = question.text();
        Question asked = question;
        boolean own = random.nextInt(4) == 0;
        Window window = likely(random);
        Stay stay = window.stay;
        boolean other =
                stay != null && stay.active() && stay.permissions.contains("sessions:revoke") && random.nextInt(3) == 0;
        PortcullisClient client = other ? window.client : desk;
        Stay asking = other ? requireNonNull(stay) : ofDesk();
        RevocationRequest request = wish(random, List.of(asking.handle));
        request = new RevocationRequest(
                null, text, own, null, request.action(), request.minutes(), request.then(), request.lock(), null, null);
        world.use(asking);
        List<Stay> found = world.live().stream()
                .filter(each -> asked.of(each, world.now))
                .filter(each -> own || each != asking)
                .toList();
        boolean ownFound = question.of(asking, world.now);
        RevocationRequest wanted = request;
        RevocationPlan[] plan = new RevocationPlan[1];
        String outcome = outcome(() -> plan[0] = client.revocations().plan(wanted));
        say("by " + asking + " plan to " + words(request) + " '" + text + "'" + (own ? " and one's own" : "") + " → "
                + outcome + " " + found);
        same("the plan", "ok", outcome);
        RevocationPlan made = requireNonNull(plan[0]);
        same(
                "the plan's numbers",
                found.size() + " matched, own " + ownFound + " " + (ownFound && own) + ", users "
                        + found.stream().map(each -> each.person).distinct().count(),
                made.matched() + " matched, own " + made.ownSession().matched() + " "
                        + made.ownSession().included() + ", users "
                        + made.radius().users().count());
        same(
                "until when the plan is good",
                world.now.truncatedTo(ChronoUnit.MILLIS).plus(PLAN_VALID),
                made.expiresAt());
        plans.add(new Plan(made.plan(), made.expiresAt(), request, found, other));
    }

    private void execute(Random random) {
        if (plans.isEmpty()) {
            say("no plan");
            return;
        }
        Plan plan = plans.get(Math.max(0, plans.size() - 1 - random.nextInt(3)));
        String reason = one(random, REASONS);
        String expected = plan.other
                ? "403 forbidden"
                : plan.receipt == null && !world.now.isBefore(plan.until) ? "410 plan-expired" : "ok";
        Receipt[] receipt = new Receipt[1];
        String found = outcome(() -> receipt[0] = desk.revocations().execute(plan.name, reason));
        say("execute the plan to " + words(plan.request) + " '" + plan.request.query() + "' → " + found + " "
                + numbers(receipt[0]));
        if (found.startsWith("404") && world.now.isAfter(plan.until.plus(PLAN_VALID))) {
            return; // it is forgotten by now
        }
        same("the execution", expected, found);
        if (plan.other) {
            world.audited.add("request.refused " + admin.email + " route:POST /admin/v1/revocations");
        }
        if (receipt[0] == null) {
            return;
        }
        if (plan.receipt == null) {
            plan.receipt = receipt[0];
            carryOut(requireNonNull(receipt[0]), plan.request, plan.stays, true);
        } else {
            same("the receipt of what was done before", plan.receipt, receipt[0]);
        }
    }

    private static String words(RevocationRequest request) {
        return requireNonNull(request.action()).name().toLowerCase(Locale.ROOT)
                + (request.minutes() == null ? "" : " for " + request.minutes() + " min, then " + request.then())
                + (request.lock() == null ? "" : " and lock");
    }

    private static String numbers(@Nullable Receipt receipt) {
        return receipt == null
                ? ""
                : "(" + (receipt.ended() + receipt.suspended() + receipt.released()) + " of " + receipt.matched() + ")";
    }

    // Locks.

    /** Locks, unless that is locked for longer already. */
    private boolean bar(@Nullable Person person, World.@Nullable Named network, @Nullable Instant until, UUID id) {
        for (World.Bar bar : world.bars) {
            boolean same = Objects.equals(bar.person(), person) && Objects.equals(bar.network(), network);
            if (same && bar.holds(world.now)) {
                if (bar.until() == null || (until != null && !until.isAfter(bar.until()))) {
                    return false;
                }
            }
        }
        world.bars.removeIf(bar -> Objects.equals(bar.person(), person) && Objects.equals(bar.network(), network));
        world.bars.add(new World.Bar(id, person, network, until));
        return true;
    }

    private void lock(Random random) {
        Integer minutes = random.nextInt(4) == 0 ? null : one(random, List.of(2, 30));
        Instant until = minutes == null ? null : world.now.plus(Duration.ofMinutes(minutes));
        Person person = random.nextBoolean() ? one(random, world.people) : null;
        World.Named network = person == null ? one(random, List.of(HOME, LAB)) : null;
        NewLock wanted = person != null
                ? NewLock.account(person.id, "two", minutes)
                : NewLock.network(requireNonNull(network).range(), "two", minutes);
        Lock[] lock = new Lock[1];
        String found = outcome(() -> lock[0] = desk.locks().lock(wanted));
        say("lock " + (person == null ? requireNonNull(network).range() : person) + " for " + minutes + " min → "
                + found);
        same("the lock", "ok", found);
        bar(person, network, until, requireNonNull(lock[0]).id());
        String what = person == null ? "network.locked" : "account.locked";
        world.tell(what + (person == null ? "" : " " + person.id));
        world.audited.add(what + " " + admin.email + " "
                + (person == null ? "network:" + requireNonNull(network).range() : "account:" + person.id));
        locks();
    }

    private void lift(Random random) {
        List<Lock> there = locks();
        if (there.isEmpty()) {
            String found = outcome(() -> desk.locks().lift(new UUID(random.nextLong(), 1)));
            say("lift a lock that is none → " + found);
            same("the lifting of no lock", "404 not-found", found);
            return;
        }
        Lock lock = one(random, there);
        Lock.Account account = lock.account();
        Person person = account == null
                ? null
                : world.people.stream()
                        .filter(each -> each.id.equals(account.id()))
                        .findFirst()
                        .orElse(watcher);
        String found = outcome(() -> desk.locks().lift(lock.id()));
        say("lift the lock of " + (person == null ? lock.network() : person) + " → " + found);
        same("the lifting of a lock", "ok", found);
        world.bars.removeIf(bar -> person == null
                ? bar.network() != null && bar.network().range().equals(lock.network())
                : bar.person() == person);
        String what = person == null ? "network.unlocked" : "account.unlocked";
        world.tell(what + (person == null ? "" : " " + person.id));
        world.audited.add(what + " " + admin.email + " "
                + (person == null ? "network:" + lock.network() : "account:" + person.id));
        locks();
    }

    /** Those that hold, which must be those of the world. */
    private List<Lock> locks() {
        List<Lock> there = desk.locks().page(null, 100).items();
        Set<String> expected = new TreeSet<>();
        world.bars.stream()
                .filter(bar -> bar.holds(world.now))
                .forEach(bar -> expected.add(
                        (bar.person() == null ? requireNonNull(bar.network()).range() : bar.person().email) + " until "
                                + bar.until()));
        Set<String> found = new TreeSet<>();
        there.forEach(lock -> found.add(
                (lock.account() == null ? lock.network() : lock.account().email()) + " until " + lock.until()));
        same("the locks that hold", expected, found);
        return there;
    }

    // The policy.

    private void policy(Random random) throws Exception {
        switch (random.nextInt(4)) {
            case 0 -> {
                world.quota = random.nextInt(3);
                world.atLimit = one(random, List.of("reject", "end-oldest", "end-next-to-expire"));
            }
            case 1 -> {
                List<World.Named> named = new ArrayList<>();
                for (World.Named each : List.of(OFFICE, LAB, HOME)) {
                    if (random.nextBoolean()) {
                        named.add(each);
                    }
                }
                world.networks = named;
            }
            default ->
                world.limits = new Stay.Limits(
                        one(random, List.of(480, 1200, 1800, 2700)),
                        one(random, List.of(3600, 7200, 43_200)),
                        one(random, List.of(120, 300)),
                        one(random, List.of(1500, 43_200)),
                        one(random, List.of(0, 10, 120)));
        }
        boolean apply = random.nextInt(3) == 0;
        say("policy " + world.limits + ", quota " + world.quota + " " + world.atLimit + ", "
                + world.networks.stream().map(World.Named::name).toList() + (apply ? ", for all" : ""));
        putPolicy(apply);
    }

    private void putPolicy(boolean apply) throws InterruptedException {
        HeldPolicy held = desk.policy();
        PolicyDocument before = held.view().policy();
        PolicyDocument wanted = new PolicyDocument(
                limits(world.limits),
                Map.of("watcher", limits(requireNonNull(world.roleLimits.get("watcher")))),
                new PolicyDocument.Quota(
                        world.quota,
                        PolicyDocument.AtLimit.valueOf(
                                world.atLimit.toUpperCase(Locale.ROOT).replace('-', '_'))),
                before.secondFactor(),
                before.stepUp(),
                before.guessing(),
                world.networks.stream()
                        .map(each -> new PolicyDocument.Network(each.name(), List.of(each.range()), each.trusted()))
                        .toList());
        boolean changed =
                desk.change(held, new PolicyChange(wanted, apply, false)).changed();
        if (changed) {
            world.tell("policy.changed");
            world.audited.add("policy.changed " + admin.email + " policy:");
        }
        awaitPolicy();
        for (Stay stay : world.live()) {
            World.Named network = world.network(stay.address);
            String name = network == null ? null : network.name();
            if (!Objects.equals(name, stay.network)) {
                stay.network = name;
                world.tell("session.changed " + stay.handle);
            }
        }
        if (apply) {
            world.applyLimits(world.live());
        }
    }

    private static PolicyDocument.Limits limits(Stay.Limits limits) {
        return new PolicyDocument.Limits(
                limits.idle(), limits.absolute(), limits.access(), limits.refresh(), limits.grace());
    }

    /** The policy has reached all that it reaches. */
    private void awaitPolicy() {
        WHEN_DUE.until(() -> !server.isTrue("""
                select exists (
                    select from session, policy
                    where ended_at is null and clock.now() < least(idle_expires_at, expires_at)
                        and (network_version < networks_version or policy_version < applied
                            and (suspended_at is null or suspended_until <= clock.now() and suspended_then = 'release')))
                """));
    }

    /** An operator who may not do everything asks for what is not theirs. */
    private void forbidden(Random random) {
        Window window = windows.stream()
                .filter(each -> each.stay != null && each.stay.active())
                .skip(random.nextInt(2))
                .findFirst()
                .orElse(windows.getFirst());
        Stay stay = window.stay;
        Person person = one(random, world.people);
        String used = world.use(stay);
        String expected = used.equals("ok") ? "403 forbidden" : used;
        String found = outcome(() -> window.client.setPassword(person.id, "a password that is not set"));
        say("by " + stay + " give " + person + " another password → " + found);
        same("what is forbidden", expected, found);
        if (used.equals("ok") && requireNonNull(stay).permissions.stream().anyMatch(World.OWN_PERMISSIONS::contains)) {
            world.audited.add("request.refused " + stay.person.email + " route:PUT /admin/v1/accounts/{id}/password");
        }
    }

    // Small things.

    private PortcullisClient client(String address, Program program) {
        PortcullisClient client = server.client(address, program.agent());
        clients.add(client);
        return client;
    }

    /** Most often one in which somebody is. */
    private Window likely(Random random) {
        List<Window> used =
                windows.stream().filter(window -> window.stay != null).toList();
        return used.isEmpty() || random.nextInt(8) == 0 ? one(random, windows) : one(random, used);
    }

    /** Most often one that has not ended. */
    private static Stay likely(Random random, List<Stay> stays) {
        List<Stay> live = stays.stream().filter(Stay::live).toList();
        return live.isEmpty() || random.nextInt(5) == 0 ? one(random, stays) : one(random, live);
    }

    private static <T> T one(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static String outcome(Runnable call) {
        return outcome(() -> {
            call.run();
            return "";
        });
    }

    private static String outcome(Supplier<?> call) {
        try {
            var _ = call.get();
            return "ok";
        } catch (ClientException.Refused e) {
            return e.problem().status() + " "
                    + e.type()
                            .map(ProblemType::urn)
                            .map(urn -> urn.substring(urn.lastIndexOf(':') + 1))
                            .orElse(e.problem().title());
        }
    }

    private static void same(String what, @Nullable Object expected, @Nullable Object found) {
        if (!Objects.equals(expected, found)) {
            throw new AssertionError(what + "\n  expected: " + expected + "\n  found:    " + found);
        }
    }

    @Override
    public void close() {
        ear.close();
        desk.close();
        windows.forEach(window -> window.client.close());
        clients.forEach(PortcullisClient::close);
    }
}
