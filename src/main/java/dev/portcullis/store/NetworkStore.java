package dev.portcullis.store;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The names of the networks that live sessions were begun from, on their way from the policy. */
public final class NetworkStore {
    private NetworkStore() {}

    /** A session whose network's name is from an older policy. */
    public record Outdated(
            UUID handle, @Nullable String address, @Nullable String network) {}

    /** What a session's network is called now. */
    public record Named(UUID handle, @Nullable String network) {}

    /** Some of them, held until the transaction ends; those that somebody else holds are passed over. */
    public static List<Outdated> holdOutdated(Transaction transaction, int limit) throws SQLException {
        return transaction.query(
                """
                select handle, host(address) as address_text, network from session
                where ended_at is null and network_version < (select networks_version from policy)
                    and statement_timestamp() < least(idle_expires_at, expires_at) -- what is over keeps its name, written down or not
                order by network_version
                limit ? for no key update skip locked
                """,
                row -> new Outdated(
                        Transaction.uuid(row, "handle"), row.getString("address_text"), row.getString("network")),
                limit);
    }

    /**
     * Writes what held sessions' networks are called.
     *
     * @param version of the policy that says so
     */
    public static void name(Transaction transaction, List<Named> named, long version) throws SQLException {
        List<UUID> handles = named.stream().map(Named::handle).toList();
        List<String> names = named.stream()
                .map(each -> each.network() == null ? "" : each.network())
                .toList();
        transaction.update("""
                update session s
                set network = nullif(named.network, ''), network_version = ?,
                    version = s.version + (s.network is distinct from nullif(named.network, ''))::int
                from unnest(?::uuid[], ?::text[]) named (handle, network)
                where s.handle = named.handle
                """, version, handles, names);
    }
}
