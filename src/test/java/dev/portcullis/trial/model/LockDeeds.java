package dev.portcullis.trial.model;

import static java.util.Objects.requireNonNull;

import dev.portcullis.api.Lock;
import dev.portcullis.api.NewLock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the operator locks, and lifts. */
final class LockDeeds extends Acting {
    LockDeeds(Stage stage) {
        super(stage);
    }

    /** Locks, unless that is locked for longer already. */
    boolean bar(@Nullable Person person, World.@Nullable Named network, @Nullable Instant until, UUID id) {
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

    void lock(Random random) {
        Integer minutes = random.nextInt(4) == 0 ? null : one(random, List.of(2, 30));
        Instant until = minutes == null ? null : world.now.plus(Duration.ofMinutes(minutes));
        Person person = random.nextBoolean() ? one(random, world.people) : null;
        World.Named network = person == null ? one(random, List.of(Stage.HOME, Stage.LAB)) : null;
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

    void lift(Random random) {
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
}
