package dev.portcullis.lifecycle;

import dev.portcullis.api.EventType;
import dev.portcullis.api.FaultCode;
import dev.portcullis.api.PolicyDocument;
import dev.portcullis.api.PolicyOutcome.Effect;
import dev.portcullis.api.PolicyProgress;
import dev.portcullis.api.Problem.Fault;
import dev.portcullis.cluster.Feed;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Policy;
import dev.portcullis.session.PolicyRules;
import dev.portcullis.session.PolicyState;
import dev.portcullis.session.Subject;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.PolicyStore;
import dev.portcullis.store.Transaction;
import dev.portcullis.store.WhatIf;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy that holds now: the server's options until somebody changes it through the API; from then on what the database has, whatever the options say. Read
 * from memory. A change holds at once on the server that made it, and on the others within about a second, when they look.
 */
public final class Policies {
    private static final Logger LOG = LoggerFactory.getLogger(Policies.class);

    private final Database database;
    private final Feed feed;
    private final PolicyState configured;
    private volatile PolicyState current;

    /** @param configured what holds until somebody changes it */
    public Policies(Database database, Feed feed, Policy configured) {
        this.database = database;
        this.feed = feed;
        this.configured = new PolicyState(configured, null, null);
        this.current = this.configured;
        refresh();
        Policy holds = current.policy();
        if (!holds.lifetime().equals(configured.lifetime())) {
            LOG.info(
                    "policy {}, which the database has, holds; this server's options differ and do not: {} instead of {}",
                    holds.version(),
                    holds.lifetime(),
                    configured.lifetime());
        }
    }

    /** The policy, from memory. */
    public Policy current() {
        return current.policy();
    }

    /** The policy, and since when. */
    public PolicyState state() {
        return current;
    }

    /** Looks whether somebody has changed it on another server; called every second. One at a time, so that what was read first is not taken for newer. */
    public synchronized void refresh() {
        if (database.read(PolicyStore::version) != current.policy().version()) {
            current = database.read(PolicyStore::find).orElse(configured);
        }
    }

    /** What came of changing it. */
    public sealed interface Outcome {
        /** It is changed; what that means for the sessions that were active then. */
        record Changed(PolicyState state, Effect effect) implements Outcome {}

        /** It was that already, or it was not to be changed; what it would mean. */
        record Unchanged(PolicyState state, Effect effect) implements Outcome {}

        /** Somebody else has changed it since. */
        record Stale() implements Outcome {}

        /** It names what there is not. */
        record Faulty(List<Fault> faults) implements Outcome {}
    }

    /** What is wanted: how the policy is to be, and of what. */
    public record Wish(
            PolicyDocument document, Predicate<PolicyState> expected, boolean applyToPresent, boolean dryRun) {}

    /**
     * Changes it, and says what that means for the present sessions. These are changed afterwards, in batches: see {@link PolicyApplication}.
     *
     * @param wish a document without {@linkplain PolicyRules#faults faults}
     * @throws RefusedException if the operator is none any more
     */
    public Outcome change(Wish wish, Operator operator) {
        Outcome outcome = database.transact(transaction -> change(transaction, wish, operator));
        if (outcome instanceof Outcome.Changed(PolicyState state, Effect _)) {
            adopt(state);
            feed.nudge();
        }
        return outcome;
    }

    private Outcome change(Transaction transaction, Wish wish, Operator operator) throws SQLException {
        PolicyState before =
                (wish.dryRun() ? PolicyStore.find(transaction) : PolicyStore.lock(transaction)).orElse(configured);
        if (!wish.dryRun()) {
            Authority.requireStanding(transaction, operator);
        }
        List<Fault> faults = unknownRoles(transaction, wish.document());
        if (!faults.isEmpty()) {
            return new Outcome.Faulty(faults);
        }
        if (!wish.expected().test(before)) {
            return new Outcome.Stale();
        }
        Effect effect = WhatIf.effect(transaction, wish.document(), operator.session());
        PolicyDocument old = before.policy().document();
        PolicyDocument wanted = Policy.of(0, wish.document()).document(); // the same, in the one order
        boolean same = wanted.equals(old) && !wish.applyToPresent();
        if (wish.dryRun() || same) {
            return new Outcome.Unchanged(before, effect);
        }
        PolicyState after = PolicyStore.change(
                transaction,
                wanted,
                operator.name(),
                wish.applyToPresent(),
                !wanted.networks().equals(old.networks()));
        EventStore.appendChange(
                transaction,
                EventType.POLICY_CHANGED,
                Subject.policy(after.policy().version()),
                operator,
                PolicyDifference.of(old, wanted)
                        .put("version", after.policy().version())
                        .put("applyToPresent", wish.applyToPresent()));
        return new Outcome.Changed(after, effect);
    }

    /** How far it has reached. */
    public PolicyProgress progress() {
        return database.read(PolicyStore::progress);
    }

    private synchronized void adopt(PolicyState state) {
        if (state.policy().version() > current.policy().version()) {
            current = state;
        }
    }

    private static List<Fault> unknownRoles(Transaction transaction, PolicyDocument document) throws SQLException {
        Set<String> named = new TreeSet<>(document.roles().keySet());
        named.addAll(document.secondFactor().roles());
        Set<String> unknown = Set.copyOf(PolicyStore.unknownRoles(transaction, named));
        List<Fault> faults = new ArrayList<>();
        document.roles().keySet().stream()
                .filter(unknown::contains)
                .sorted()
                .forEach(role -> faults.add(Fault.of(PolicyRules.pointer(role), FaultCode.NO_SUCH_ROLE)));
        List<String> secondFactor = document.secondFactor().roles();
        for (int i = 0; i < secondFactor.size(); i++) {
            if (unknown.contains(secondFactor.get(i))) {
                faults.add(Fault.of("#/policy/secondFactor/roles/" + i, FaultCode.NO_SUCH_ROLE));
            }
        }
        return faults;
    }
}
