package dev.portcullis.session;

import dev.portcullis.api.Permission;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who changes or reads what is others', or something of their own that the record is to tell: a user, by a session, or a service, by a token of its own; or this
 * server itself, if nobody asked for it.
 *
 * @param name as it is shown, and kept with what they did: an e-mail address, or a client's name with its id, which nobody can choose
 * @param account the user's; null for others
 * @param client the service's {@code client_id}; null for others
 * @param session the user's, by which they ask; null for others
 */
public record Operator(
        String name,
        @Nullable UUID account,
        @Nullable UUID client,
        @Nullable UUID session,
        List<String> permissions) {

    /** Who did what nobody asked for. */
    public static final Operator OURSELVES = ourselves("portcullis");

    /** The same, because it was time. */
    public static final Operator SCHEDULE = ourselves("schedule");

    private static Operator ourselves(String name) {
        return new Operator(name, null, null, null, List.of());
    }

    /** What the record calls the kind of whoever it is: account, client or system. */
    public String kind() {
        return account != null ? "account" : client != null ? "client" : "system";
    }

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

    /** Whether these hold one of Portcullis's own permissions. */
    public static boolean operates(Collection<String> permissions) {
        return permissions.stream().anyMatch(Permission.ALL::contains);
    }

    /** As the feed names them: an e-mail address, or a client's id. */
    public String actor() {
        return client == null ? name : client.toString();
    }
}
