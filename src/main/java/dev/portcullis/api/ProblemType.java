package dev.portcullis.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The problems that a caller can meet, each with its status. */
public enum ProblemType {
    INVALID_REQUEST(400, "The request is not valid"),
    /** The {@code q} of a list cannot be read; where, and what may be meant, is told. */
    INVALID_QUERY(400, "The query cannot be understood"),
    INVALID_CREDENTIALS(401, "Wrong e-mail address or password"),
    /**
     * The password is right, and is not enough: the account has a second factor, of which nothing was given. Of a session (with status 403): the policy wants a second
     * factor for this, and the session was begun without.
     */
    SECOND_FACTOR_REQUIRED(401, "A second factor is required"),
    SESSION_MISSING(401, "Not logged in"),
    SESSION_ENDED(401, "The session has ended"),
    /** An operator has suspended it: it opens nothing for a while. Keep the cookie or the tokens; no 401, which would say that there is no session. */
    SESSION_SUSPENDED(403, "The session is suspended"),
    /** The password was right, but an operator has locked the account. */
    ACCOUNT_LOCKED(403, "The account is locked"),
    /** An operator has locked the network from which this comes. Nothing was looked at. */
    NETWORK_LOCKED(403, "Nobody logs in from this network"),
    FORBIDDEN(403, "Not permitted"),
    CROSS_SITE(403, "The request's origin is not proven"),
    /** The login is too long ago for this: prove again who you are, then repeat it (RFC 9470 §3). */
    STEP_UP_REQUIRED(403, "A fresh login is required"),
    /** The policy wants a second factor of this account, which has none. */
    SECOND_FACTOR_ENROLMENT_REQUIRED(403, "A second factor must be set up"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "This method is not offered here"),
    CONFLICT(409, "It exists already"),
    /** The password was right, but the account has as many sessions as it may (ASVS 7.1.2). */
    SESSION_LIMIT_REACHED(409, "Too many sessions"),
    /** What is to be changed is over. */
    SESSION_NOT_ACTIVE(409, "The session is not active"),
    /** Somebody has it; take it from them first. */
    ROLE_IN_USE(409, "The role is in use"),
    /** Nobody takes the right to administer accounts from themselves. */
    OWN_ADMINISTRATION(409, "Not to oneself"),
    /** Nobody locks their own account; or, unless they insist, the network from which they come, or one that the policy trusts. */
    OWN_LOCK(409, "Not what is your own"),
    /** Nobody would be left who can administer accounts. */
    LAST_ADMINISTRATOR(409, "Not the last administrator"),
    /** Its time has passed: make another, and look at that. */
    PLAN_EXPIRED(410, "The plan has expired"),
    /** It has been changed since it was read (RFC 9110 §15.5.13). */
    PRECONDITION_FAILED(412, "It has changed meanwhile"),
    PAYLOAD_TOO_LARGE(413, "The body is too large"),
    URI_TOO_LONG(414, "The address is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "This content type is not read here"),
    /** The key was sent before, with another request (draft-ietf-httpapi-idempotency-key-header §2.6). */
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key is another request's"),
    /** RFC 6585 §3: a change must say of what, so that none is lost. */
    PRECONDITION_REQUIRED(428, "If-Match is missing"),
    /** Too many wrong tries; try again after {@code Retry-After} seconds. */
    TOO_MANY_ATTEMPTS(429, "Too many attempts"),
    HEADER_TOO_LARGE(431, "The header is too large"),
    INTERNAL(500, "The server made a mistake"),
    /** Too much at once; try again after {@code Retry-After} seconds. */
    BUSY(503, "The server is busy"),
    /** What is asked for takes longer to find than a list may; ask for less. */
    QUERY_TOO_SLOW(503, "The query takes too long"),
    /** The database cannot be reached; try again after {@code Retry-After} seconds. Says nothing about any session. */
    UNAVAILABLE(503, "The session store cannot be reached");

    private static final String PREFIX = "urn:portcullis:problem:";

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The {@code type} member: {@code urn:portcullis:problem:session-ended}. */
    public String urn() {
        return PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The reverse of {@link #urn()}; empty for a type of a newer server. */
    public static Optional<ProblemType> ofUrn(String urn) {
        return Arrays.stream(values()).filter(type -> type.urn().equals(urn)).findFirst();
    }
}
