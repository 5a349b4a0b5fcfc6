package dev.portcullis.trial.model;

import dev.portcullis.api.LoginResponse;
import dev.portcullis.support.Http;
import dev.portcullis.support.SetClock;
import dev.portcullis.support.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.awaitility.core.ConditionTimeoutException;

/** Does something by chance to the server and to the world, and compares what they say to it. */
final class Deeds extends Acting implements AutoCloseable {
    private final Comparison comparison;
    private final PeopleDeeds people;
    private final AccountDeeds accounts;
    private final RevocationDeeds revocations;
    private final LockDeeds locks;
    private final PolicyDeeds policy;

    Deeds(TestServer server, SetClock clock) throws Exception {
        super(new Stage(server, clock));
        comparison = new Comparison(world, desk, stage.ear);
        people = new PeopleDeeds(stage);
        accounts = new AccountDeeds(stage);
        locks = new LockDeeds(stage);
        revocations = new RevocationDeeds(stage, locks);
        policy = new PolicyDeeds(stage);
        policy.put(false);
        // As if nothing had happened: what was set up is forgotten. The counts first, as whoever counts takes them.
        server.sql("update rollup set format = 0; delete from minute; truncate session cascade; delete from event;"
                + " truncate guess, known_place; update account set first_login_at = null");
        watch();
        world.mayTell.putAll(world.told); // the stream begins about now
        world.told.clear();
        freshDesk();
        comparison.begin();
    }

    /** What has been done, a step a line. */
    List<String> log() {
        return stage.log;
    }

    /** One step: perhaps time passes, something is done, and all is compared. */
    void step(long seed) throws Exception {
        Random random = new Random(seed);
        stage.log.add("");
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
        stage.clock.set(then);
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
            Stage.WHEN_DUE.until(() -> seen().entrySet().containsAll(written.entrySet()));
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

    /** Has the operator log in again, if the session is over, or was begun too long ago for what is sensitive. */
    private void freshDesk() throws Exception {
        Stay stay = stage.deskStay;
        if (stay == null || !stay.active() || stay.created.isBefore(world.now.minus(Duration.ofMinutes(14)))) {
            people.logIn(desk, admin, admin.password, Program.DESK, "127.0.0.1", true, stay);
        }
        world.use(stage.deskStay);
        same("the operator", "ok", outcome(desk::current));
        Stay watching = stage.watcherStay;
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
        stage.watcherStay = world.begin(handle, watcher, Program.DESK, "127.0.0.1", true);
        stage.ear.listen(Http.cookie(answer));
    }

    private void something(Random random) throws Exception {
        long others = world.live().stream()
                .filter(stay -> stay != stage.deskStay && stay != stage.watcherStay)
                .count();
        if (random.nextInt(4) >= others) {
            people.logIn(random);
            return;
        }
        switch (random.nextInt(34)) {
            case 0, 1, 2, 3, 4, 5, 6 -> people.logIn(random);
            case 7 -> people.logOut(random);
            case 8, 9 -> people.use(random);
            case 10, 11, 12 -> people.refresh(random);
            case 13, 14 -> accounts.patch(random);
            case 15 -> people.own(random);
            case 16 -> accounts.enabled(random);
            case 17 -> accounts.roles(random);
            case 18 -> accounts.role(random);
            case 19 -> accounts.password(random);
            case 20, 21, 22, 23 -> revocations.revoke(random);
            case 24, 25 -> revocations.plan(random);
            case 26, 27 -> revocations.execute(random);
            case 28 -> locks.lock(random);
            case 29 -> locks.lift(random);
            case 30, 31 -> policy.policy(random);
            case 32 -> accounts.forbidden(random);
            default -> say("nothing");
        }
    }

    @Override
    public void close() {
        stage.close();
    }
}
