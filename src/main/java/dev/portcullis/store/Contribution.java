package dev.portcullis.store;

/** What a session is counted under, in SQL: its account, how it was delivered, its network, browser, system, and each of its permissions. */
final class Contribution {
    /** The columns of {@code session_counted}, but for the handle. */
    static final String COLUMNS = "account_id, delivery, network, browser, os, permissions";

    /** The same of a row of {@code session s}. A network to which the policy gives no name is called by its addresses: a /24, or of IPv6 a /48. */
    static final String OF_SESSION = """
            s.account_id, s.delivery,
            coalesce(s.network, set_masklen(s.address, case family(s.address) when 4 then 24 else 48 end)::cidr::text) as network,
            s.browser, s.os, s.permissions
            """;

    /** What a device is called; of a table {@code c}. */
    static final String DEVICE = "nullif(concat_ws(' · ', c.browser, c.os), '')";

    /** A row for each value, of a table {@code c} with those columns: {@code v (kind, value)}. */
    static final String VALUES = """
            cross join lateral (
                values ('user', c.account_id::text), ('delivery', c.delivery), ('network', c.network), ('browser', c.browser),
                    ('os', c.os), ('device', %s)
                union all
                select 'permission', unnest(c.permissions)
            ) v (kind, value)
            """.formatted(DEVICE);

    private Contribution() {}
}
