package dev.portcullis.lifecycle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.AuditAction;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventType;
import dev.portcullis.api.ProblemType;
import dev.portcullis.cluster.Feed;
import dev.portcullis.lifecycle.Authentication.Demand;
import dev.portcullis.place.Locator;
import dev.portcullis.place.Locator.Place;
import dev.portcullis.session.Client;
import dev.portcullis.session.Credential;
import dev.portcullis.session.Ids;
import dev.portcullis.session.Location;
import dev.portcullis.session.Novelty;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Policy;
import dev.portcullis.session.Secret;
import dev.portcullis.session.Session;
import dev.portcullis.session.Subject;
import dev.portcullis.store.AccountStore.Account;
import dev.portcullis.store.AuditStore;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.SessionBeginnings;
import dev.portcullis.store.SessionStore;
import dev.portcullis.store.Together;
import dev.portcullis.store.Transaction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Login: it is proven who somebody is, then a new session begins, whatever the client brought along (session fixation: ASVS 7.2.4, RSPEC-5876). An unknown session id
 * is never taken over.
 */
public final class Login {
    private final Authentication authentication;
    private final GuessingLimit guesses;
    private final Policies policies;
    private final Locator locator;
    private final Feed feed;
    private final Together<SessionBeginnings.Beginning, Optional<Session>> beginnings;

    public Login(
            Database database,
            Authentication authentication,
            GuessingLimit guesses,
            Policies policies,
            Locator locator,
            Feed feed) {
        this.authentication = authentication;
        this.guesses = guesses;
        this.policies = policies;
        this.locator = locator;
        this.feed = feed;
        this.beginnings = database.together(SessionBeginnings::begin);
    }

    /** What a proven login comes to. */
    public sealed interface Begun {
        /**
         * A new session.
         *
         * @param cookie opens the session; shown to its client once, here
         * @param refresh rotates the tokens; shown once, here
         */
        record LoggedIn(Session session, Credential cookie, Credential refresh) implements Begun {}

        /** None: the account has as many sessions as it may have. */
        record LimitReached(UUID account, int sessions) implements Begun {}
    }

    /**
     * Logs in.
     *
     * @param presented the credential of the cookie that came with the request, if any; if it opens an active session, that one ends as {@code replaced}
     */
    public Authentication.Outcome<Begun> logIn(
            String email, Offered offered, Client client, Optional<Credential> presented) {
        Policy policy = policies.current();
        Place place = locator.locate(policy, client.address()); // by the policy whose version the session will carry
        Authentication.Outcome<Begun> outcome = authentication.authenticate(
                email,
                offered,
                Whence.login(client, place.location().network()),
                policy.quota().limits() ? Demand.EVERYTHING_ALONE : Demand.EVERYTHING,
                new Beginning(policy, client, place, presented));
        if (outcome instanceof Authentication.Outcome.Proven<Begun> proven
                && proven.result() instanceof Begun.LimitReached limit) {
            guesses.tellRefused(limit.account(), client.address());
        }
        feed.nudge();
        return outcome;
    }

    /** What a proven login is for: a new session, and whatever has to end for it. */
    private final class Beginning implements Authentication.Use<Begun> {
        private final Policy policy;
        private final Client client;
        private final Place place;
        private final Optional<Credential> presented;

        Beginning(Policy policy, Client client, Place place, Optional<Credential> presented) {
            this.policy = policy;
            this.client = client;
            this.place = place;
            this.presented = presented;
        }

        @Override
        public Begun in(Transaction transaction, Account account, List<String> factors, Novelty novelty)
                throws SQLException {
            return begin(transaction, policy, fresh(factors, novelty), account, presented);
        }

        /** If nothing ends for it, and it is no operator's, which the audit tells of, all of it is one statement. */
        @Override
        public Optional<Begun> atOnce(Account account, List<String> factors) {
            if (presented.isPresent() || policy.quota().limits() || Operator.operates(account.effectivePermissions())) {
                return Optional.empty();
            }
            New fresh = fresh(factors, Novelty.NONE);
            return beginnings.ask(fresh.session(account, policy)).map(fresh::loggedIn);
        }

        private New fresh(List<String> factors, Novelty novelty) {
            Novelty shown = new Novelty(novelty.device(), novelty.network() && !place.trusted());
            return New.of(client, place.location(), shown, factors);
        }
    }

    private static Begun begin(
            Transaction transaction, Policy policy, New fresh, Account account, Optional<Credential> presented)
            throws SQLException {
        if (!makeRoom(transaction, policy.quota(), account, presented)) {
            return new Begun.LimitReached(account.id(), policy.quota().sessions());
        }
        Session begun = SessionBeginnings.begin(transaction, fresh.session(account, policy))
                .orElseThrow(() -> new RefusedException(
                        ProblemType.NETWORK_LOCKED,
                        "It was locked a moment ago.")); // the account, which is held, is as it was
        if (Operator.operates(begun.permissions())) {
            note(transaction, AuditAction.OPERATOR_LOGGED_IN, begun);
        }
        return fresh.loggedIn(begun);
    }

    /** Tells the audit that an operator has shown who they are. */
    static void note(Transaction transaction, AuditAction action, Session session) {
        ObjectNode detail = JsonNodeFactory.instance
                .objectNode()
                .put("device", session.client().device().text())
                .put("delivery", session.client().delivery().name().toLowerCase(Locale.ROOT));
        session.factors().forEach(detail.putArray("factors")::add);
        AuditStore.note(transaction, Operator.of(session), action, Subject.session(session.handle()), detail);
    }

    /** What a login hands over: drawn once, whichever way it takes. */
    private record New(
            Credential cookie,
            Credential refresh,
            Client client,
            Location location,
            Novelty novelty,
            List<String> factors) {
        static New of(Client client, Location location, Novelty novelty, List<String> factors) {
            Credential cookie = new Credential(Ids.next(), Secret.random());
            return new New(
                    cookie, new Credential(cookie.handle(), Secret.random()), client, location, novelty, factors);
        }

        SessionBeginnings.Beginning session(Account account, Policy policy) {
            return new SessionBeginnings.Beginning(
                    cookie.handle(),
                    account,
                    cookie.secret().hash(),
                    refresh.secret().hash(),
                    client,
                    location,
                    novelty,
                    factors,
                    UUID.randomUUID(),
                    UUID.randomUUID(),
                    policy.lifetimeOf(account.roles()),
                    policy.version());
        }

        Begun loggedIn(Session session) {
            return new Begun.LoggedIn(session, cookie, refresh);
        }
    }

    /**
     * Ends the session whose cookie came along, and whatever stands in the way of the quota: in one order of locks, whatever each ends for.
     *
     * @return false if the quota does not admit the login; then nothing has ended
     */
    private static boolean makeRoom(
            Transaction transaction, Policy.Quota quota, Account account, Optional<Credential> presented)
            throws SQLException {
        Optional<Session> replaced = replaced(transaction, presented);
        UUID leaving = replaced.map(Session::handle).orElse(null);
        Optional<List<UUID>> excess = quota.limits()
                ? SessionQuota.makingRoom(transaction, quota, account.id(), leaving)
                : Optional.of(List.of());
        if (excess.isEmpty()) {
            return false;
        }
        List<UUID> ending = new ArrayList<>(excess.get());
        replaced.ifPresent(session -> ending.add(session.handle()));
        if (ending.isEmpty()) {
            return true;
        }
        SessionStore.hold(transaction, ending);
        if (replaced.isPresent()) {
            Session old = replaced.get();
            end(
                    transaction,
                    List.of(old.handle()),
                    EndReason.REPLACED,
                    old.account().email());
        }
        end(transaction, excess.get(), EndReason.QUOTA, account.email());
        return true;
    }

    private static Optional<Session> replaced(Transaction transaction, Optional<Credential> presented)
            throws SQLException {
        if (presented.isEmpty()) {
            return Optional.empty();
        }
        return SessionStore.find(transaction, presented.get().handle())
                .filter(Session::live)
                .filter(session -> presented.get().secret().matches(session.secretHash()));
    }

    private static void end(Transaction transaction, List<UUID> handles, EndReason reason, String by)
            throws SQLException {
        SessionStore.Ended ended = SessionStore.end(transaction, handles, reason, by, null);
        EventStore.append(transaction, EventType.SESSION_ENDED, ended.all());
    }
}
