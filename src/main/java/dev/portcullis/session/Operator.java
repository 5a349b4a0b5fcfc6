package dev.portcullis.session;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who changes or reads what is others': a user, by a session, or a service, by a token of its own.
 *
 * @param name as it is shown, and kept with what they did: an e-mail address, or a client's name with its id, which nobody can choose
 * @param account the user's; null for a service
 * @param client the service's {@code client_id}; null for a user
 * @param session the user's, by which they ask; null for a service
 */
public record Operator(
        String name,
        @Nullable UUID account,
        @Nullable UUID client,
        @Nullable UUID session,
        List<String> permissions) {

    /** The user of an active session. */
    public static Operator of(Session session) {
        return new Operator(
                session.account().email(), session.account().id(), null, session.handle(), session.permissions());
    }

    /** A service. */
    public static Operator service(UUID client, String name, List<String> permissions) {
        return new Operator(name + " (client " + client + ")", null, client, null, permissions);
    }

    public boolean permits(String permission) {
        return permissions.contains(permission);
    }

    /** As the audit trail names them: an e-mail address, or a client's id. */
    public String actor() {
        return client == null ? name : client.toString();
    }
}
