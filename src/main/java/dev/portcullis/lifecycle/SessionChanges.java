package dev.portcullis.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.AuditAction;
import dev.portcullis.api.EventType;
import dev.portcullis.api.FaultCode;
import dev.portcullis.api.Json;
import dev.portcullis.api.Permission;
import dev.portcullis.api.Problem.Fault;
import dev.portcullis.cluster.Feed;
import dev.portcullis.session.Attributes;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Session;
import dev.portcullis.session.Subject;
import dev.portcullis.store.AccountStore;
import dev.portcullis.store.AccountStore.Account;
import dev.portcullis.store.AuditStore;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.SessionChange;
import dev.portcullis.store.SessionStore;
import dev.portcullis.store.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An operator changes a live session: what it holds, what it permits, how long it lives. Its limits can only be shortened, and stay so whatever policy comes; its
 * permissions can be no others than its account's. Who only has the session cannot do this, even to their own: services believe what a session says of its user.
 */
public final class SessionChanges {
    private final Database database;
    private final Feed feed;

    public SessionChanges(Database database, Feed feed) {
        this.database = database;
        this.feed = feed;
    }

    /**
     * What is wanted.
     *
     * @param expected whether the session is still what the operator has seen
     * @param attributes a merge patch of its attributes (RFC 7396): an object, or null in JSON to remove them all
     * @param permissions all of them, sorted, none twice
     */
    public record Wish(
            Predicate<Session> expected,
            @Nullable JsonNode attributes,
            @Nullable List<String> permissions,
            @Nullable Integer idleTtlSeconds,
            @Nullable Instant expiresAt) {}

    /** What came of it. */
    public sealed interface Outcome {
        /** As it is now; ended, if the shorter limit has passed already. */
        record Changed(Session session) implements Outcome {}

        record NoSuchSession() implements Outcome {}

        /** It has been changed since the operator saw it. */
        record Stale() implements Outcome {}

        /** It has ended. */
        record NotActive() implements Outcome {}

        /** Nobody gives a session what they do not hold of Portcullis's own permissions. */
        record BeyondOperator(String permission) implements Outcome {}

        record Faulty(List<Fault> faults) implements Outcome {}
    }

    /**
     * Changes it.
     *
     * @throws RefusedException if the operator is none any more
     */
    public Outcome change(UUID handle, Wish wish, Operator operator) {
        Outcome outcome = database.transact(transaction -> {
            Optional<Session> seen = SessionStore.find(transaction, handle);
            if (seen.isEmpty()) {
                return new Outcome.NoSuchSession();
            }
            // The account first: what it permits must not change while the session is measured by it.
            Optional<Account> account =
                    AccountStore.holdAsItIs(transaction, seen.get().account().id());
            Optional<Session> held = SessionStore.lock(transaction, handle);
            return held.isEmpty() || account.isEmpty()
                    ? new Outcome.NoSuchSession()
                    : change(transaction, held.get(), account.get(), wish, operator);
        });
        feed.nudge();
        return outcome;
    }

    private static Outcome change(
            Transaction transaction, Session session, Account account, Wish wish, Operator operator)
            throws SQLException {
        Authority.requireStanding(transaction, operator);
        if (!session.active()) {
            return new Outcome.NotActive();
        }
        ObjectNode had = (ObjectNode) Json.tree(session.attributes());
        ObjectNode attributes = switch (wish.attributes()) {
            case null -> had;
            case ObjectNode patch -> Attributes.merge(had, patch);
            default -> had.objectNode();
        };
        List<String> permissions = wish.permissions() == null ? session.permissions() : wish.permissions();
        List<Fault> faults = faults(session, account, wish, attributes, permissions);
        if (!faults.isEmpty()) {
            return new Outcome.Faulty(faults);
        }
        Optional<String> beyond = without(permissions, session.permissions()).stream()
                .filter(permission -> Permission.ALL.contains(permission) && !operator.permits(permission))
                .findFirst();
        if (beyond.isPresent()) {
            return new Outcome.BeyondOperator(beyond.get());
        }
        if (!wish.expected()
                .test(session)) { // last: what would be refused anyway is told for its own reason (RFC 9110 §13.2.1)
            return new Outcome.Stale();
        }
        ObjectNode detail = detail(session, wish, had, attributes, permissions);
        if (detail.isEmpty()) {
            return new Outcome.Changed(session);
        }
        new SessionChange(attributes.toString(), permissions, wish.idleTtlSeconds(), wish.expiresAt())
                .write(transaction, session.handle());
        List<UUID> ended = SessionStore.endByNewLimits(transaction, List.of(session.handle()));
        String by = operator.actor();
        EventStore.append(transaction, EventType.SESSION_CHANGED, List.of(session.handle()), by, detail);
        EventStore.append(transaction, EventType.SESSION_ENDED, ended, by, detail);
        AuditStore.note(transaction, operator, AuditAction.SESSION_CHANGED, Subject.session(session.handle()), detail);
        return new Outcome.Changed(
                SessionStore.find(transaction, session.handle()).orElse(session));
    }

    private static List<Fault> faults(
            Session session, Account account, Wish wish, ObjectNode attributes, List<String> permissions) {
        List<Fault> faults = new ArrayList<>();
        if (wish.attributes() != null) {
            faults.addAll(Attributes.faults(attributes, "#/attributes"));
        }
        if (wish.permissions() != null) {
            without(permissions, account.effectivePermissions())
                    .forEach(permission ->
                            faults.add(Fault.of("#/permissions", FaultCode.NOT_OF_THE_ACCOUNT, permission)));
        }
        Integer idle = wish.idleTtlSeconds();
        if (idle != null && idle > session.limits().idle().toSeconds()) {
            faults.add(Fault.of(
                    "#/idleTtlSeconds",
                    FaultCode.LENGTHENED,
                    session.limits().idle().toSeconds()));
        }
        Instant expiresAt = wish.expiresAt();
        if (expiresAt != null && expiresAt.isAfter(session.expiresAt())) {
            faults.add(Fault.of("#/expiresAt", FaultCode.POSTPONED, session.expiresAt()));
        } else if (expiresAt != null && !expiresAt.isAfter(session.readAt())) {
            faults.add(Fault.of("#/expiresAt", FaultCode.IN_THE_PAST));
        }
        return faults;
    }

    /** What changes, for the record; of the attributes only their names, since what they hold is not ours to tell. Empty if nothing does. */
    private static ObjectNode detail(
            Session session, Wish wish, ObjectNode had, ObjectNode attributes, List<String> permissions) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        TreeSet<String> names = new TreeSet<>();
        had.fieldNames().forEachRemaining(names::add);
        attributes.fieldNames().forEachRemaining(names::add);
        names.removeIf(name -> had.path(name).equals(attributes.path(name)));
        put(detail, "attributes", names);
        put(detail, "permissionsAdded", without(permissions, session.permissions()));
        put(detail, "permissionsRemoved", without(session.permissions(), permissions));
        Integer idle = wish.idleTtlSeconds();
        if (idle != null && idle != session.limits().idle().toSeconds()) {
            detail.put("idleTtlSeconds", idle);
        }
        Instant expiresAt = wish.expiresAt();
        if (expiresAt != null && !expiresAt.equals(session.expiresAt())) {
            detail.put("expiresAt", expiresAt.toString());
        }
        return detail;
    }

    private static void put(ObjectNode detail, String name, Collection<String> values) {
        if (!values.isEmpty()) {
            ArrayNode array = detail.putArray(name);
            values.forEach(array::add);
        }
    }

    private static List<String> without(Collection<String> all, Collection<String> some) {
        return all.stream().filter(each -> !some.contains(each)).toList();
    }
}
