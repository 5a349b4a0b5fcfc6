package dev.portcullis.api;

import java.util.List;

/**
 * The permissions that Portcullis itself asks for. A session may hold any others: to the server they are words that it keeps for the services behind it.
 */
public final class Permission {
    public static final String SESSIONS_READ = "sessions:read";
    public static final String SESSIONS_REVOKE = "sessions:revoke";
    public static final String ACCOUNTS_WRITE = "accounts:write";
    public static final String POLICY_WRITE = "policy:write";
    public static final String AUDIT_READ = "audit:read";

    /** All of them: what the role {@code admin} has at first. */
    public static final List<String> ALL =
            List.of(SESSIONS_READ, SESSIONS_REVOKE, ACCOUNTS_WRITE, POLICY_WRITE, AUDIT_READ);

    private Permission() {}
}
