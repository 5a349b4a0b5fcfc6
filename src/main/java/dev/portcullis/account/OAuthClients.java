package dev.portcullis.account;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.EventType;
import dev.portcullis.api.Permission;
import dev.portcullis.session.Ids;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Secret;
import dev.portcullis.session.Subject;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.OAuthClientStore;
import dev.portcullis.store.OAuthClientStore.OAuthClient;
import dev.portcullis.store.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Services that log in as themselves (RFC 6749 §2). Whoever registers one, widens it or takes its secret could act as it: so of Portcullis's own permissions,
 * nobody hands out what they do not hold. To narrow or end one takes nothing but the right to change clients.
 */
public final class OAuthClients {
    /** Registered at once, so that the list of them can be shown whole. */
    public static final int MOST = 1000;

    private final Database database;

    public OAuthClients(Database database) {
        this.database = database;
    }

    /** What came of a wish. */
    public sealed interface Outcome {
        /**
         * So it is now.
         *
         * @param secret a new one, shown to whoever asked for it and kept by nobody; null if none was asked for
         */
        record Done(OAuthClient client, @Nullable Secret secret) implements Outcome {}

        record NoSuchClient() implements Outcome {}

        record NameTaken() implements Outcome {}

        record TooMany() implements Outcome {}

        /** The client holds, or was to hold, what the operator does not. */
        record BeyondOperator(String permission) implements Outcome {}
    }

    /** Registers one. */
    public Outcome register(String name, List<String> permissions, boolean mayIntrospect, Operator operator) {
        Optional<Outcome> beyond = beyond(permissions, operator);
        if (beyond.isPresent()) {
            return beyond.get();
        }
        UUID id = Ids.next();
        Secret secret = Secret.random();
        return database.transact(transaction -> {
            if (OAuthClientStore.countToAdd(transaction) >= MOST) {
                return new Outcome.TooMany();
            }
            Optional<OAuthClient> added =
                    OAuthClientStore.add(transaction, id, name, secret.hash(), permissions, mayIntrospect);
            if (added.isEmpty()) {
                return new Outcome.NameTaken();
            }
            append(transaction, EventType.CLIENT_CREATED, added.get(), operator, "registered");
            return new Outcome.Done(added.get(), secret);
        });
    }

    /** Sets what is not null. A client that is disabled loses its tokens, also if it is enabled again. */
    public Outcome change(
            UUID id,
            @Nullable List<String> permissions,
            @Nullable Boolean mayIntrospect,
            @Nullable Boolean enabled,
            Operator operator) {
        return database.transact(transaction -> {
            Optional<OAuthClient> held = OAuthClientStore.hold(transaction, id);
            if (held.isEmpty()) {
                return new Outcome.NoSuchClient();
            }
            OAuthClient client = held.get();
            List<String> wanted = permissions == null ? client.permissions() : permissions;
            boolean enables = enabled != null && enabled && !client.enabled();
            List<String> given = enables
                    ? wanted
                    : wanted.stream()
                            .filter(permission -> !client.permissions().contains(permission))
                            .toList();
            Optional<Outcome> beyond = beyond(given, operator);
            if (beyond.isPresent()) {
                return beyond.get();
            }
            OAuthClientStore.change(
                    transaction,
                    id,
                    wanted,
                    mayIntrospect == null ? client.mayIntrospect() : mayIntrospect,
                    enabled == null ? client.enabled() : enabled);
            return changed(transaction, id, operator, "changed", null);
        });
    }

    /**
     * Gives it a new secret.
     *
     * @param overlap how long the present one stays good; zero: it ends at once, and the client's tokens with it
     */
    public Outcome newSecret(UUID id, Duration overlap, Operator operator) {
        Secret secret = Secret.random();
        return database.transact(transaction -> {
            Optional<OAuthClient> held = OAuthClientStore.hold(transaction, id);
            if (held.isEmpty()) {
                return new Outcome.NoSuchClient();
            }
            Optional<Outcome> beyond = beyond(held.get().permissions(), operator);
            if (beyond.isPresent()) {
                return beyond.get();
            }
            OAuthClientStore.setSecret(transaction, id, secret.hash(), overlap);
            return changed(transaction, id, operator, "secret", secret);
        });
    }

    /** Removes it; its tokens count no more. */
    public Outcome delete(UUID id, Operator operator) {
        return database.transact(transaction -> {
            Optional<OAuthClient> held = OAuthClientStore.hold(transaction, id);
            if (held.isEmpty()) {
                return new Outcome.NoSuchClient();
            }
            OAuthClientStore.delete(transaction, id);
            append(transaction, EventType.CLIENT_DELETED, held.get(), operator, "deleted");
            return new Outcome.Done(held.get(), null);
        });
    }

    /** The client that shows who it is; empty if the secret is wrong, or there is no such client, or it is disabled. */
    public Optional<OAuthClient> authenticate(UUID id, Secret secret) {
        return database.read(transaction -> OAuthClientStore.find(transaction, id))
                .filter(OAuthClient::enabled)
                .filter(client -> client.opensWith(secret));
    }

    private static Outcome changed(
            Transaction transaction, UUID id, Operator operator, String what, @Nullable Secret secret)
            throws SQLException {
        OAuthClient now = OAuthClientStore.find(transaction, id)
                .orElseThrow(() -> new IllegalStateException("a held client is gone"));
        append(transaction, EventType.CLIENT_CHANGED, now, operator, what);
        return new Outcome.Done(now, secret);
    }

    private static Optional<Outcome> beyond(List<String> permissions, Operator operator) {
        return permissions.stream()
                .filter(permission -> Permission.ALL.contains(permission) && !operator.permits(permission))
                .findFirst()
                .map(Outcome.BeyondOperator::new);
    }

    private static void append(
            Transaction transaction, EventType type, OAuthClient client, Operator operator, String what)
            throws SQLException {
        ObjectNode detail = JsonNodeFactory.instance
                .objectNode()
                .put("client", client.id().toString())
                .put("name", client.name())
                .put("what", what)
                .put("scopes", String.join(" ", client.permissions()))
                .put("mayIntrospect", client.mayIntrospect())
                .put("enabled", client.enabled());
        EventStore.appendChange(transaction, type, Subject.client(client.id()), operator, detail);
    }
}
