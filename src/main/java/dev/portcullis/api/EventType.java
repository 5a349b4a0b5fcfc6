package dev.portcullis.api;

import java.util.Arrays;
import java.util.Optional;

/** What the feed tells. */
public enum EventType {
    /** Somebody logged in. Carries the session. */
    SESSION_STARTED("session.started"),
    /** The session's state changed otherwise than by ending. Carries the session. */
    SESSION_CHANGED("session.changed"),
    /** Carries the session. */
    SESSION_ENDED("session.ended"),
    /**
     * Of a stream that has a query: something happened to a session, and it does not match. Whoever shows it as one that does takes it away; most who hear this
     * never did. Carries its handle and version in {@code left}. Not written in the feed.
     */
    SESSION_LEFT("session.left"),
    /** Sessions were used: many in one event, each with its times only. */
    SESSIONS_SEEN("session.seen"),
    /** Somebody failed to log in. Carries the address, never what was typed. */
    LOGIN_FAILED("login.failed"),
    /** Too many logins failed, of an account or from an address: told once, until attempts are let in again. Carries the address of the attempt that was refused. */
    LOGIN_THROTTLED("login.throttled"),
    /** A second factor was set up, changed or removed. */
    FACTOR_CHANGED("factor.changed"),
    /** The refresh token was rotated. Carries the session. */
    TOKEN_REFRESHED("token.refreshed"),
    /** A spent refresh token came back outside the grace window. Carries the session, which ends with it. */
    TOKEN_REUSED("token.reused"),
    /** Somebody changed the policy. Read it again. */
    POLICY_CHANGED("policy.changed"),
    /** Another key signs, or one was found to be in other hands. */
    KEY_ROTATED("key.rotated"),
    /** An OAuth client was registered. */
    CLIENT_CREATED("client.created"),
    /** An OAuth client's permissions, secret or state changed. */
    CLIENT_CHANGED("client.changed"),
    CLIENT_DELETED("client.deleted"),
    /** Somebody was given an account. Carries whose and by whom, as the others of accounts and roles do. */
    ACCOUNT_CREATED("account.created"),
    /** Its address, name, permissions or roles. */
    ACCOUNT_CHANGED("account.changed"),
    ACCOUNT_DISABLED("account.disabled"),
    ACCOUNT_ENABLED("account.enabled"),
    ACCOUNT_DELETED("account.deleted"),
    ACCOUNT_PASSWORD_CHANGED("account.password_changed"),
    /** Nobody logs in to it, for a while or until that is lifted. */
    ACCOUNT_LOCKED("account.locked"),
    ACCOUNT_UNLOCKED("account.unlocked"),
    /** Nobody logs in from there, for a while or until that is lifted. Carries by whom. */
    NETWORK_LOCKED("network.locked"),
    NETWORK_UNLOCKED("network.unlocked"),
    /** A role was made, or permits something else. */
    ROLE_CHANGED("role.changed"),
    ROLE_DELETED("role.deleted"),
    /** A revocation is done, whole, and its receipt is signed. Carries by whom. */
    REVOCATION_DONE("revocation.done"),
    /** Every few seconds, when there is nothing else: the connection and the server are alive. Has no id. */
    HEARTBEAT("heartbeat"),
    /** The stream has a hole from here on back: read the list again. */
    RESYNC("resync");

    private final String wire;

    EventType(String wire) {
        this.wire = wire;
    }

    /** The name in the {@code event:} field and in the database. */
    public String wire() {
        return wire;
    }

    /** The reverse of {@link #wire()}; empty for a type of a newer server. */
    public static Optional<EventType> ofWire(String wire) {
        return Arrays.stream(values()).filter(type -> type.wire.equals(wire)).findFirst();
    }
}
