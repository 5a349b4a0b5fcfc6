package dev.portcullis.store;

/** Whose limits are which, in SQL: the same rule as {@link dev.portcullis.session.Policy}, which states it in words. */
final class PolicyLimits {
    private PolicyLimits() {}

    /**
     * Makes of {@code given (document)} and {@code held (roles)}, which stand before it, {@code limits (roles, idle, absolute, access, refresh, grace)}: in
     * seconds, for each set of roles.
     */
    static final String OF_HELD_ROLES = """
            everybody as (
                select (document->'lifetime'->>'idleTtlSeconds')::int as idle,
                       (document->'lifetime'->>'absoluteTtlSeconds')::int as absolute,
                       (document->'lifetime'->>'accessTtlSeconds')::int as access,
                       (document->'lifetime'->>'refreshTtlSeconds')::int as refresh,
                       (document->'lifetime'->>'refreshGraceSeconds')::int as grace
                from given
            ), own as (
                select key as role,
                       (value->>'idleTtlSeconds')::int as idle,
                       (value->>'absoluteTtlSeconds')::int as absolute,
                       (value->>'accessTtlSeconds')::int as access,
                       (value->>'refreshTtlSeconds')::int as refresh,
                       (value->>'refreshGraceSeconds')::int as grace
                from given cross join jsonb_each(document->'roles')
            ), limits as (
                select held.roles,
                       min(coalesce(own.idle, everybody.idle)) as idle,
                       min(coalesce(own.absolute, everybody.absolute)) as absolute,
                       min(coalesce(own.access, everybody.access)) as access,
                       min(coalesce(own.refresh, everybody.refresh)) as refresh,
                       min(coalesce(own.grace, everybody.grace)) as grace
                from held cross join everybody
                left join unnest(held.roles) as each (role) on true
                left join own on own.role = each.role
                group by held.roles
            )""";
}
