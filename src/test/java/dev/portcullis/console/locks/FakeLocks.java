package dev.portcullis.console.locks;

import dev.portcullis.api.Lock;
import dev.portcullis.api.LockPage;
import dev.portcullis.api.NewLock;
import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Made-up locks, a clock that a test moves, and a server that refuses what it is told to. */
final class FakeLocks implements LocksAccess {
    static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    final AtomicInteger asked = new AtomicInteger();
    final List<NewLock> wanted = new ArrayList<>();
    volatile Instant now = NOON;
    volatile @Nullable RuntimeException failure;
    volatile boolean more;

    /** How many were asked for last. */
    volatile int mostAsked;

    volatile List<Lock> locks = List.of();

    FakeLocks some() {
        locks = List.of(
                network("203.0.113.0/24", "Credential stuffing since 11:40", "olga.operator@example.com", 4, 60),
                account(
                        "mallory.long-surname@subsidiary.example.com",
                        "Phished: token seen from two continents",
                        25,
                        480),
                network("2001:db8:7::/48", "Scanner", "svc-guard", 300, 0),
                account(
                        "bob@example.com",
                        "Left the company; to be deleted once payroll has what it needs from him",
                        4000,
                        0));
        return this;
    }

    /** Networks, the oldest of which is 10.0.0.1/32. */
    FakeLocks many(int count) {
        locks = IntStream.iterate(count, each -> each > 0, each -> each - 1)
                .mapToObj(each ->
                        network("10.0." + each / 256 + "." + each % 256 + "/32", "Scanner", "svc-guard", 300, 0))
                .toList();
        return this;
    }

    private Lock network(String network, String reason, String by, int ago, int minutes) {
        return new Lock(
                UUID.randomUUID(), Lock.Kind.NETWORK, null, network, reason, by, before(ago), until(ago, minutes));
    }

    private Lock account(String email, String reason, int ago, int minutes) {
        return new Lock(
                UUID.randomUUID(),
                Lock.Kind.ACCOUNT,
                new Lock.Account(UUID.randomUUID(), email, "Somebody"),
                null,
                reason,
                "olga.operator@example.com",
                before(ago),
                until(ago, minutes));
    }

    private Instant before(int minutes) {
        return now.minus(Duration.ofMinutes(minutes));
    }

    private @Nullable Instant until(int ago, int minutes) {
        return minutes == 0 ? null : before(ago).plus(Duration.ofMinutes(minutes));
    }

    @Override
    public LockPage newest(int most) {
        mostAsked = most;
        asked.incrementAndGet();
        fail();
        List<Lock> some = locks.subList(0, Math.min(most, locks.size()));
        return new LockPage(
                some, more || some.size() < locks.size() ? some.getLast().id() : null);
    }

    @Override
    public Lock lock(NewLock lock) {
        wanted.add(lock);
        if (lock.network() != null && lock.network().startsWith("10.") && !Boolean.TRUE.equals(lock.force())) {
            throw refused(
                    ProblemType.OWN_LOCK,
                    "You come from 10.0.0.7, which is in 10.0.0.0/8: you could not log in again from where you are. Say that you insist.");
        }
        fail();
        Lock made = lock.network() == null
                ? account("alice@example.com", lock.reason(), 0, lock.minutes() == null ? 0 : lock.minutes())
                : network(lock.network(), lock.reason(), "me", 0, lock.minutes() == null ? 0 : lock.minutes());
        List<Lock> all = new ArrayList<>(locks);
        all.addFirst(made);
        locks = all;
        return made;
    }

    @Override
    public void lift(UUID lock) {
        fail();
        if (locks.stream().noneMatch(each -> each.id().equals(lock))) {
            throw refused(ProblemType.NOT_FOUND, "No lock has this id.");
        }
        locks = locks.stream().filter(each -> !each.id().equals(lock)).toList();
    }

    @Override
    public Optional<UUID> account(String email) {
        return email.startsWith("alice") ? Optional.of(new UUID(1, 2)) : Optional.empty();
    }

    private void fail() {
        RuntimeException wrong = failure;
        if (wrong != null) {
            throw wrong;
        }
    }

    static ClientException refused(ProblemType type, String detail) {
        return new ClientException.Refused(
                new Problem(type.urn(), type.title(), type.status(), detail, "urn:uuid:0199f3a2-71c4-7d0e", null));
    }
}
