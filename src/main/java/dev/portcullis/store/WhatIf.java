package dev.portcullis.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.api.Json;
import dev.portcullis.api.PolicyDocument;
import dev.portcullis.api.PolicyOutcome.Effect;
import dev.portcullis.api.PolicyOutcome.User;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a policy would do to the sessions that are active now: one statement, so that all is counted at one instant. */
public final class WhatIf {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<User>> USERS = new TypeReference<>() {};

    private WhatIf() {}

    /**
     * Counts the effect of {@link PolicyStore#apply}, and changes nothing.
     *
     * @param own the session of who asks; null if it is a service
     */
    public static Effect effect(Transaction transaction, PolicyDocument document, @Nullable UUID own)
            throws SQLException {
        return transaction.one(
                """
                with given as (
                    select ?::jsonb as document
                ), held as (
                    select distinct roles from account
                ), %s, present as materialized (
                    select s.handle, s.account_id, s.email,
                           least(s.idle_expires_at + make_interval(secs => least(limits.idle, cap.idle_ttl) - s.idle_ttl),
                                 s.created_at + make_interval(secs => limits.absolute), cap.expires_at) as ends_at,
                           least(s.created_at + make_interval(secs => limits.absolute), cap.expires_at) as expires_at,
                           s.idle_ttl <> least(limits.idle, cap.idle_ttl)
                               or s.expires_at <> least(s.created_at + make_interval(secs => limits.absolute), cap.expires_at)
                               or s.access_ttl <> limits.access or s.refresh_ttl <> limits.refresh
                               or s.refresh_grace <> limits.grace as changing
                    from session_now s
                    join account a on a.id = s.account_id
                    join limits on limits.roles = a.roles
                    left join session_cap cap on cap.session_handle = s.handle
                    where s.over_reason is null and (s.suspended_until is null or s.suspended_until <= statement_timestamp())
                ), by_user as (
                    select account_id, email, count(*) as sessions,
                           count(*) filter (where changing) as changing,
                           count(*) filter (where ends_at <= statement_timestamp()) as end_now,
                           count(*) filter (where ends_at <= statement_timestamp() + interval '1 hour') as end_within_hour,
                           count(*) filter (where expires_at <= statement_timestamp() + interval '1 hour') as expire_within_hour
                    from present group by account_id, email
                ), top as (
                    select email, sessions, end_now, end_within_hour from by_user
                    where end_within_hour > 0
                    order by end_now desc, end_within_hour desc, email limit 20
                )
                select coalesce(sum(sessions), 0) as sessions,
                       coalesce(sum(changing), 0) as changing,
                       coalesce(sum(end_now), 0) as end_now,
                       coalesce(sum(end_within_hour), 0) as end_within_hour,
                       coalesce(sum(expire_within_hour), 0) as expire_within_hour,
                       count(*) filter (where end_now > 0) as users,
                       count(*) filter (where end_within_hour > 0) as users_within_hour,
                       (select coalesce(json_agg(json_build_object('email', email, 'sessions', sessions, 'endNow', end_now,
                                   'endWithinHour', end_within_hour) order by end_now desc, end_within_hour desc, email), '[]')
                        from top) as top_users,
                       exists (select from present where handle = ?::uuid and ends_at <= statement_timestamp()) as own_ends_now,
                       exists (select from present where handle = ?::uuid and ends_at <= statement_timestamp() + interval '1 hour')
                           as own_ends_within_hour
                from by_user
                """.formatted(PolicyLimits.OF_HELD_ROLES),
                WhatIf::effect,
                new String(Json.write(document), StandardCharsets.UTF_8),
                own,
                own);
    }

    private static Effect effect(ResultSet row) throws SQLException {
        return new Effect(
                row.getLong("sessions"),
                row.getLong("changing"),
                row.getLong("end_now"),
                row.getLong("end_within_hour"),
                row.getLong("expire_within_hour"),
                row.getLong("users"),
                row.getLong("users_within_hour"),
                users(row.getString("top_users")),
                row.getBoolean("own_ends_now"),
                row.getBoolean("own_ends_within_hour"));
    }

    private static List<User> users(String json) {
        try {
            return JSON.readValue(json, USERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database wrote JSON that cannot be read", e);
        }
    }
}
