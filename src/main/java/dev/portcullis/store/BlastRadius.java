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
        Sql sql = set.in(MATCHED, COUNTED, Permission.ALL);
        return transaction.one(sql.text(), BlastRadius::counted, sql.parameters());
    }

    private static final String MATCHED = """
            with matched as materialized (
                select s.account_id, s.address, s.device, s.permissions, s.last_seen_at, s.over_reason is not null as over\
            """;

    private static final String COUNTED = """
                ), live as (
                    select * from matched where not over
                ), users as (
                    select account_id, count(*) as n, bool_or(permissions && ?) as operates
                    from live group by account_id
                ), networks as (
                    select text(network(set_masklen(address, case family(address) when 4 then 24 else 64 end))) as value, count(*) as n
                    from live where address is not null group by 1
                ), devices as (
                    select device as value, count(*) as n from live group by 1
                ), permissions as (
                    select p as value, count(*) as n from live, unnest(permissions) p group by 1
                )
                select (select count(*) from matched) as matched,
                       (select count(*) from matched where over) as over,
                       (select count(*) from live where last_seen_at > statement_timestamp() - interval '5 minutes') as seen,
                       (select count(*) from users where operates) as operators,
                       (select count(*) from users) as users,
                       (select count(*) from networks) as networks,
                       (select count(*) from devices) as devices,
                       (select count(*) from permissions) as permissions,
                       (select json_agg(json_build_object('value', value, 'count', n) order by n desc, value)
                        from (select a.email as value, n from users join account a on a.id = account_id order by n desc, a.email limit 10) top) as top_users,
                       (select json_agg(json_build_object('value', value, 'count', n) order by n desc, value)
                        from (select value, n from networks order by n desc, value limit 10) top) as top_networks,
                       (select json_agg(json_build_object('value', value, 'count', n) order by n desc, value)
                        from (select value, n from devices order by n desc, value limit 10) top) as top_devices,
                       (select json_agg(json_build_object('value', value, 'count', n) order by n desc, value)
                        from (select value, n from permissions order by n desc, value limit 10) top) as top_permissions
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
