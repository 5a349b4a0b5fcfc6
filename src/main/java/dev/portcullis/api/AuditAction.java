package dev.portcullis.api;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the audit tells of. */
public enum AuditAction {
    /** Somebody logged in who holds one of Portcullis's own permissions. */
    OPERATOR_LOGGED_IN("operator.logged_in"),
    /** Such a user proved again who they are. */
    OPERATOR_REAUTHENTICATED("operator.reauthenticated"),
    /** An operator was refused what they asked of the admin API. */
    REQUEST_REFUSED("request.refused"),
    /** An operator, or a service, ended sessions. */
    SESSIONS_REVOKED("sessions.revoked"),
    /** Suspended sessions. */
    SESSIONS_SUSPENDED("sessions.suspended"),
    /** Released sessions that were suspended. */
    SESSIONS_RELEASED("sessions.released"),
    /** Executed a plan, or ordered what takes more than one transaction; what is done is told by the three above, some of it in each. */
    REVOCATION_BEGUN("revocation.begun"),
    /** It is done, whole, and the receipt is signed; with what the receipt says. */
    REVOCATION_DONE("revocation.done"),
    /** An operator, or a service, changed one session. */
    SESSION_CHANGED("session.changed"),
    /** Somebody began to take a copy of sessions away. */
    EXPORT_BEGUN("export.begun"),
    /** It was written whole, and its manifest is signed; with what that says. */
    EXPORT_DONE("export.done"),
    /** It broke off; with how many sessions had been written, and why. */
    EXPORT_BROKEN("export.broken"),
    ACCOUNT_CREATED("account.created"),
    /** Its address, name, permissions or roles. */
    ACCOUNT_CHANGED("account.changed"),
    ACCOUNT_DISABLED("account.disabled"),
    ACCOUNT_ENABLED("account.enabled"),
    ACCOUNT_DELETED("account.deleted"),
    /** Nobody logs in to it; with a revocation, of many in one entry. */
    ACCOUNT_LOCKED("account.locked"),
    ACCOUNT_UNLOCKED("account.unlocked"),
    /** Nobody logs in from there. */
    NETWORK_LOCKED("network.locked"),
    NETWORK_UNLOCKED("network.unlocked"),
    /** By the user, or by an administrator. */
    ACCOUNT_PASSWORD_CHANGED("account.password_changed"),
    /** A second factor was set up, changed or removed, by the user or by an administrator. */
    FACTOR_CHANGED("factor.changed"),
    /** A role was made, or permits something else. */
    ROLE_CHANGED("role.changed"),
    ROLE_DELETED("role.deleted"),
    POLICY_CHANGED("policy.changed"),
    CLIENT_CREATED("client.created"),
    CLIENT_CHANGED("client.changed"),
    CLIENT_DELETED("client.deleted"),
    /** Another key signs, or one was found to be in other hands. */
    KEY_ROTATED("key.rotated"),
    /** Somebody asked that another key sign, now or as soon as that can be. */
    KEY_ROTATION_REQUESTED("key.rotation_requested"),
    /** Somebody had the counts made anew. */
    STATS_REBUILD_REQUESTED("stats.rebuild_requested"),
    /** Somebody read entries of the audit. */
    AUDIT_READ("audit.read"),
    /** Somebody took away the audit's head. */
    AUDIT_HEAD_READ("audit.head_read"),
    /** Somebody took away a copy of entries. */
    AUDIT_EXPORTED("audit.exported"),
    /** Somebody had the audit verified; with what came of it. */
    AUDIT_VERIFIED("audit.verified");

    private final String wire;

    AuditAction(String wire) {
        this.wire = wire;
    }

    /** The name on the wire and in the database. */
    public String wire() {
        return wire;
    }

    /** The reverse of {@link #wire()}; empty for an action of a newer server. */
    public static Optional<AuditAction> ofWire(String wire) {
        return Arrays.stream(values())
                .filter(action -> action.wire.equals(wire))
                .findFirst();
    }

    /** The names of all. */
    public static List<String> names() {
        return Arrays.stream(values()).map(AuditAction::wire).toList();
    }
}
