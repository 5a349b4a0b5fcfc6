package dev.portcullis.api;

/** The routes, as both sides spell them. */
public final class Paths {
    public static final String SESSIONS = "/v1/sessions";
    public static final String CURRENT_SESSION = "/v1/sessions/current";
    public static final String CURRENT_AUTHENTICATION = "/v1/sessions/current/authentication";
    public static final String ACCOUNT = "/v1/account";
    public static final String ACCOUNT_PASSWORD = "/v1/account/password";
    public static final String ACCOUNT_TOTP = "/v1/account/totp";
    public static final String ACCOUNT_TOTP_CONFIRMATION = "/v1/account/totp/confirmation";
    public static final String ACCOUNT_RECOVERY_CODES = "/v1/account/totp/recovery-codes";
    public static final String VERIFY = "/v1/verify";
    public static final String TOKEN = "/oauth2/token";
    public static final String INTROSPECT = "/oauth2/introspect";
    public static final String REVOKE = "/oauth2/revoke";
    public static final String METADATA = "/.well-known/oauth-authorization-server";
    public static final String RECEIPT_KEYS = "/.well-known/receipt-keys.json";
    public static final String JWKS = "/.well-known/jwks.json";
    /** All of the admin API's routes begin with this. */
    public static final String ADMIN = "/admin/";

    public static final String ADMIN_SESSIONS = "/admin/v1/sessions";
    public static final String ADMIN_SESSIONS_EXPORT = "/admin/v1/sessions/export";
    public static final String ADMIN_EXPORTS = "/admin/v1/exports";
    public static final String ADMIN_REVOCATIONS = "/admin/v1/revocations";
    public static final String ADMIN_LOCKS = "/admin/v1/locks";
    public static final String ADMIN_EVENTS = "/admin/v1/events";
    public static final String ADMIN_STATS = "/admin/v1/stats";
    public static final String ADMIN_STATS_REBUILD = "/admin/v1/stats/rebuild";
    public static final String ADMIN_NODES = "/admin/v1/nodes";
    public static final String ADMIN_FACETS = "/admin/v1/facets";
    public static final String ADMIN_ACCOUNTS = "/admin/v1/accounts";
    public static final String ADMIN_POLICY = "/admin/v1/policy";
    public static final String ADMIN_POLICY_PROGRESS = "/admin/v1/policy/progress";
    public static final String ADMIN_ROLES = "/admin/v1/roles";
    public static final String ADMIN_CLIENTS = "/admin/v1/clients";
    public static final String ADMIN_KEYS = "/admin/v1/keys";
    public static final String ADMIN_AUDIT = "/admin/v1/audit";
    public static final String ADMIN_AUDIT_HEAD = "/admin/v1/audit/head";
    public static final String ADMIN_AUDIT_EXPORT = "/admin/v1/audit/export";
    public static final String ADMIN_AUDIT_VERIFICATION = "/admin/v1/audit/verification";
    public static final String OPENAPI = "/openapi.json";
    public static final String LIVEZ = "/livez";
    public static final String READYZ = "/readyz";
    public static final String METRICS = "/metrics";

    private Paths() {}
}
