package dev.portcullis.trial.model;

import static java.util.Objects.requireNonNull;

import dev.portcullis.api.Receipt;
import dev.portcullis.api.RevocationLock;
import dev.portcullis.api.RevocationPlan;
import dev.portcullis.api.RevocationRequest;
import dev.portcullis.api.Suspension;
import dev.portcullis.client.PortcullisClient;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the operator ends, suspends and releases: at once, and by a plan. */
final class RevocationDeeds extends Acting {
    private static final List<String> REASONS = List.of("phishing", "incident two", "left the house");
    private static final Duration PLAN_VALID = Duration.ofMinutes(5);

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

    private final LockDeeds locks;
    private final List<Plan> plans = new ArrayList<>();

    RevocationDeeds(Stage stage, LockDeeds locks) {
        super(stage);
        this.locks = locks;
    }

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

    void revoke(Random random) {
        if (world.stays.isEmpty()) {
            return;
        }
        Set<Stay> some = new java.util.LinkedHashSet<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            some.add(likely(random, world.stays));
        }
        some.remove(stage.watcherStay);
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
                if (stay.live() && stay.person != admin && locks.bar(stay.person, null, until, UUID.randomUUID())) {
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

    void plan(Random random) throws Exception {
        Question question = Question.any(random, world, false);
        while (question.text().isEmpty()) { // all is asked for in words
            question = Question.any(random, world, false);
        }
        String text = question.text();
        Question asked = question;
        boolean own = random.nextInt(4) == 0;
        Stage.Window window = likely(random);
        Stay stay = window.stay;
        boolean other =
                stay != null && stay.active() && stay.permissions.contains("sessions:revoke") && random.nextInt(3) == 0;
        PortcullisClient client = other ? window.client : desk;
        Stay asking = other ? requireNonNull(stay) : requireNonNull(stage.deskStay);
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

    void execute(Random random) {
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
}
