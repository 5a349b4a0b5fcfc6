package dev.portcullis.console.accounts;

import dev.portcullis.api.AccountChange;
import dev.portcullis.api.AccountPage;
import dev.portcullis.api.AccountView;
import dev.portcullis.api.Lock;
import dev.portcullis.api.NewAccount;
import dev.portcullis.api.Permission;
import dev.portcullis.api.RoleView;
import dev.portcullis.client.AccountQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Made-up accounts, some with a second factor, some locked, and a server that refuses what it is told to. */
final class FakeAccounts implements AccountsAccess {
    static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    volatile @Nullable RuntimeException failure;

    /** Why nobody is changed. */
    volatile RuntimeException refusal = new UnsupportedOperationException("nobody is changed here");

    /** Holds a change back; null if it is not. */
    volatile @Nullable CountDownLatch held;

    volatile List<AccountView> accounts = List.of(
            account(1, "alice.mendez@example.com", "Alice Mendez", List.of("clerk"), true, true),
            account(2, "bob@example.com", "Bob Winter", List.of(), false, false),
            account(3, "mallory.long-surname@subsidiary.example.com", "Mallory Long-Surname", List.of(), true, false),
            account(4, "nadia@example.com", "Nadia Kern", List.of("admin", "operator"), true, true),
            account(5, "svc-guard@example.com", "Guard", List.of("operator"), true, false));
    volatile Map<UUID, Lock> locks = Map.of(
            id(3), lock(3, "Phished: token seen from two continents", NOON.plus(Duration.ofMinutes(455))),
            id(5), lock(5, "Left running on a laptop that was lost", null));
    final List<UUID> withoutFactor = new ArrayList<>();

    /** Of which accounts it was asked whether they are locked. */
    final List<List<UUID>> lockedAsked = new CopyOnWriteArrayList<>();

    static UUID id(int number) {
        return new UUID(0, number);
    }

    static AccountView account(
            int number, String email, String name, List<String> roles, boolean enabled, boolean secondFactor) {
        List<String> effective = roles.contains("admin") ? Permission.ALL : List.of("orders:read", "stock:read");
        return new AccountView(
                id(number),
                email,
                name,
                List.of("orders:read"),
                roles,
                effective,
                enabled,
                secondFactor,
                NOON.minus(Duration.ofDays(40L * number)),
                number);
    }

    static Lock lock(int number, String reason, @Nullable Instant until) {
        return new Lock(
                new UUID(1, number),
                Lock.Kind.ACCOUNT,
                new Lock.Account(id(number), "", ""),
                null,
                reason,
                "olga.operator@example.com",
                NOON.minus(Duration.ofMinutes(25)),
                until);
    }

    private void fail() {
        RuntimeException why = failure;
        if (why != null) {
            throw why;
        }
    }

    @Override
    public AccountPage page(AccountQuery query) {
        fail();
        List<AccountView> found = accounts.stream()
                .filter(account -> account.email().contains(query.search()))
                .toList();
        return new AccountPage(found, found.size(), null);
    }

    @Override
    public AccountView account(UUID id) {
        return accounts.stream()
                .filter(account -> account.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public List<RoleView> roles() {
        fail();
        return List.of(new RoleView("clerk", List.of("orders:read"), 1));
    }

    @Override
    public void removeSecondFactor(UUID account) {
        withoutFactor.add(account);
        accounts = accounts.stream()
                .map(each -> each.id().equals(account)
                        ? account(
                                (int) account.getLeastSignificantBits(),
                                each.email(),
                                each.name(),
                                each.roles(),
                                true,
                                false)
                        : each)
                .toList();
    }

    @Override
    public Map<UUID, Lock> locks(List<UUID> accounts) {
        fail();
        lockedAsked.add(accounts);
        return locks.entrySet().stream()
                .filter(each -> accounts.contains(each.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public long sessions(AccountView account) {
        fail();
        return 2;
    }

    @Override
    public AccountView create(NewAccount account) {
        throw new UnsupportedOperationException("nobody is made here");
    }

    @Override
    public AccountView change(AccountView seen, AccountChange change) {
        CountDownLatch latch = held;
        if (latch != null) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("given up", e);
            }
        }
        throw refusal;
    }

    @Override
    public void delete(AccountView seen) {
        throw new UnsupportedOperationException("nobody is deleted here");
    }

    @Override
    public void setPassword(UUID account, String password) {
        throw new UnsupportedOperationException("no password is set here");
    }
}
