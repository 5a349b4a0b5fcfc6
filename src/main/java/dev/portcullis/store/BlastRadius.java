package dev.portcullis.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.api.Permission;
import dev.portcullis.api.RevocationPlan.Radius;
import dev.portcullis.api.RevocationPlan.Share;
import dev.portcullis.api.RevocationPlan.Top;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Whom it hits if something is done to these sessions: one statement, so that all is counted at one instant. */
public final class BlastRadius {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<Top>> TOPS = new TypeReference<>() {};

    private BlastRadius() {}

    /**
     * What was counted.
     *
     * @param matched sessions that there are, ended or not
     * @param over those of them that have ended
     * @param radius of those that have not
     */
    public record Counted(int matched, int over, Radius radius) {}

    public static Counted of(Transaction transaction, SessionSet set) throws SQLException {
        Sql sql = new Sql().add(GROUPED, Permission.ALL).add(set.rows()).add(COUNTED);
        return transaction.one(sql.text(), BlastRadius::counted, sql.parameters());
    }

    /** One look at each session, whatever it is then counted by. */
    private static final String GROUPED = """
            with grouped as materialized (
                select grouping(account_id, network, device, permissions) as g, account_id, network, device, permissions,
                       count(*) as matched,
                       count(*) filter (where live) as n,
                       count(*) filter (where live and last_seen_at > statement_timestamp() - interval '5 minutes') as seen,
                       bool_or(live and operates) as operates
                from (
                    select s.account_id, s.device, s.permissions, s.last_seen_at, s.over_reason is null as live,
                           text(network(set_masklen(s.address, case family(s.address) when 4 then 24 else 64 end))) as network,
                           s.permissions && ? as operates\
            """;

    private static final String COUNTED = """
                ) each_session
                group by grouping sets ((account_id), (network), (device), (permissions), ())
            ), users as (
                select account_id, n, operates from grouped where g = b'0111'::integer and n > 0
            ), networks as (
                select network as value, n from grouped where g = b'1011'::integer and n > 0 and network is not null
            ), devices as (
                select device as value, n from grouped where g = b'1101'::integer and n > 0
            ), permissions as (
                select p as value, sum(n) as n from grouped, unnest(grouped.permissions) p where g = b'1110'::integer and n > 0 group by 1
            )
            select matched, matched - n as over, seen,
                   (select count(*) from users where operates) as operators,
                   (select count(*) from users) as users,
                   (select count(*) from networks) as networks,
                   (select count(*) from devices) as devices,
                   (select count(*) from permissions) as permissions,
                   (select json_agg(json_build_object('value', value, 'count', n) order by n desc, value)
                    from (select a.email as value, n from users join account a on a.id = account_id
                          order by n desc, a.email limit 10) top) as top_users,
                   (select json_agg(json_build_object('value', value, 'count', n) order by n desc, value)
                    from (select value, n from networks order by n desc, value limit 10) top) as top_networks,
                   (select json_agg(json_build_object('value', value, 'count', n) order by n desc, value)
                    from (select value, n from devices order by n desc, value limit 10) top) as top_devices,
                   (select json_agg(json_build_object('value', value, 'count', n) order by n desc, value)
                    from (select value, n from permissions order by n desc, value limit 10) top) as top_permissions
            from grouped where g = b'1111'::integer
            """;

    private static Counted counted(ResultSet row) throws SQLException {
        return new Counted(
                row.getInt("matched"),
                row.getInt("over"),
                new Radius(
                        share(row, "users"),
                        share(row, "networks"),
                        share(row, "devices"),
                        share(row, "permissions"),
                        row.getInt("seen"),
                        row.getInt("operators")));
    }

    private static Share share(ResultSet row, String of) throws SQLException {
        String top = row.getString("top_" + of);
        try {
            return new Share(row.getInt(of), top == null ? List.of() : JSON.readValue(top, TOPS));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database wrote JSON that cannot be read", e);
        }
    }
}
