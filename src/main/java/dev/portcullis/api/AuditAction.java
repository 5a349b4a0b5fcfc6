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
    /** An operator, or a service, changed one session. */
    SESSION_CHANGED("session.changed"),
    ACCOUNT_CREATED("account.created"),
    /** Its address, name, permissions or roles. */
    ACCOUNT_CHANGED("account.changed"),
    ACCOUNT_DISABLED("account.disabled"),
    ACCOUNT_ENABLED("account.enabled"),
    ACCOUNT_DELETED("account.deleted"),
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
