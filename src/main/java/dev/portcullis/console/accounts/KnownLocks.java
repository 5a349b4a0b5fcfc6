package dev.portcullis.console.accounts;

import dev.portcullis.api.AccountView;
import dev.portcullis.api.Lock;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.desk.Failures;
import dev.portcullis.console.list.Polling;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Which of the accounts in the list are locked: asked when they come into it, and anew every few seconds while somebody looks. Of these alone, however many locks there are; and where the list is
 * long, some of them at a time, one stretch after the other. For the JavaFX thread.
 */
final class KnownLocks {
    /** Of so many accounts at a time: a few requests. */
    static final int STRETCH = 500;

    private static final Polling.Pace PACE = new Polling.Pace(Duration.ofSeconds(5), Duration.ofSeconds(5));

    private final Supplier<List<AccountView>> accounts;
    private final InstantSource clock;
    private final ReadOnlyObjectWrapper<@Nullable Map<UUID, Lock>> known = new ReadOnlyObjectWrapper<>();
    private final Polling<Answer> polling;

    /** Of whom there has been an answer. */
    private final Set<UUID> answered = new HashSet<>();

    /** Where the stretch begins that is asked for next. */
    private int next;

    /** Read where it is asked: on another thread. */
    private volatile List<UUID> stretch = List.of();

    private record Answer(List<UUID> asked, Map<UUID, Lock> locks) {}

    /** @param accounts those in the list */
    KnownLocks(
            AccountsAccess access, Supplier<List<AccountView>> accounts, Background background, InstantSource clock) {
        this.accounts = accounts;
        this.clock = clock;
        polling = new Polling<>(
                () -> {
                    List<UUID> asked = stretch;
                    return new Answer(asked, asked.isEmpty() ? Map.of() : access.locks(asked));
                },
                background,
                clock,
                PACE,
                this::took,
                this::failed);
    }

    /** By the account; null while nothing is known. */
    ReadOnlyObjectProperty<@Nullable Map<UUID, Lock>> knownProperty() {
        return known.getReadOnlyProperty();
    }

    /** Whether it is known whether this account is locked. */
    boolean isKnown(UUID account) {
        return answered.contains(account);
    }

    /** Somebody who may see locks looks, until the subscription ends. */
    Subscription look() {
        return polling.look();
    }

    void tick() {
        Map<UUID, Lock> now = known.get();
        if (now != null && holding(now).size() < now.size()) {
            known.set(holding(now)); // what has run out is gone, before anybody says so
        }
        polling.tick();
    }

    /**
     * Asks now.
     *
     * @param from of which place in the list on
     */
    void ask(int from) {
        next = from;
        measure();
        polling.ask();
    }

    private void measure() {
        List<AccountView> all = accounts.get();
        next = next < all.size() ? next : 0;
        stretch = all.subList(next, Math.min(next + STRETCH, all.size())).stream()
                .map(AccountView::id)
                .distinct() // one that has been renamed meanwhile may be on two pages
                .toList();
    }

    /** Who was locked is so, as far as anybody knows; of the others it is not known any more. */
    private void failed(Throwable why) {
        Map<UUID, Lock> before = known.get();
        forget();
        if (before != null && Failures.mayPass(why)) {
            answered.addAll(before.keySet());
            known.set(holding(before));
        }
    }

    private void forget() {
        answered.clear();
        known.set(null);
    }

    private Map<UUID, Lock> holding(Map<UUID, Lock> locks) {
        return locks.entrySet().stream()
                .filter(each -> each.getValue().until() == null
                        || clock.instant().isBefore(each.getValue().until()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void took(Answer answer) {
        if (answer.asked().isEmpty()) {
            return; // nothing is known of nobody
        }
        Map<UUID, Lock> now = new HashMap<>();
        Map<UUID, Lock> before = known.get();
        if (before != null) {
            now.putAll(before);
        }
        answer.asked().forEach(now::remove);
        now.putAll(answer.locks());
        answered.addAll(answer.asked());
        next += STRETCH;
        measure();
        known.set(Map.copyOf(now)); // last: who hears it may ask for more
    }
}
