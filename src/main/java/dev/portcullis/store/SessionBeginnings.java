package dev.portcullis.store;

import dev.portcullis.api.EventType;
import dev.portcullis.session.Client;
import dev.portcullis.session.Lifetime;
import dev.portcullis.session.Location;
import dev.portcullis.session.Novelty;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How sessions begin: many logins that come at once in one statement, each with an outcome of its own. */
public final class SessionBeginnings {
    private SessionBeginnings() {}

    /**
     * A session to begin.
     *
     * @param account as it was when the password was checked against it
     * @param refreshHash of the first refresh token
     * @param lifetime that of the account's roles
     * @param policyVersion of the policy that the lifetime and the network's name are from
     */
    public record Beginning(
            UUID handle,
            AccountStore.Account account,
            byte[] secretHash,
            byte[] refreshHash,
            Client client,
            Location location,
            Novelty novelty,
            List<String> factors,
            UUID accessJti,
            UUID refreshFamily,
            Lifetime lifetime,
            long policyVersion) {}

    private static final String BEGIN = """
            with asked as (
                select * from unnest((select ?::uuid[]), ?::text[], ?::text[], ?::text[], ?::integer[],
                    ?::uuid[], ?::bytea[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::boolean[], ?::boolean[],
                    ?::double precision[], ?::double precision[], ?::double precision[], ?::double precision[], ?::integer[], ?::bigint[],
                    ?::uuid[], ?::uuid[], ?::bytea[])
                with ordinality as asked (account_id, password_hash, roles, permissions, factor_epoch,
                    handle, secret_hash, delivery, address, user_agent, device, factors,
                    browser, os, device_type, network, country, asn, as_name, new_device, new_network,
                    idle_ttl, absolute_ttl, access_ttl, refresh_ttl, refresh_grace, policy_version,
                    access_jti, refresh_family, refresh_hash, place)
            ), held as materialized (
                select asked.*, a.email, a.name, a.effective_permissions
                from asked cross join lateral (
                    select email, name, effective_permissions from account
                    where id = asked.account_id and enabled and password_hash = asked.password_hash
                        and roles = string_to_array(asked.roles, ' ') and factor_epoch = asked.factor_epoch
                        and (locked_until is null or locked_until <= statement_timestamp())
                        and not exists (
                            select from network_lock n
                            where n.network >>= asked.address::inet and n.locked_until > statement_timestamp())
                        and effective_permissions = string_to_array(asked.permissions, ' ')
                    for share skip locked) a
            ), beginning as materialized (
                select held.*, held.address::inet as inet, clock_timestamp() as now from held
            ), begun as (
                insert into session (handle, account_id, secret_hash, delivery, created_at, authenticated_at, last_seen_at,
                    idle_ttl, idle_expires_at, expires_at,
                    lapse_check_at,
                    address, user_agent, device, browser, os, device_type,
                    network, network_version, country, asn, as_name, new_device, new_network, permissions, factors,
                    access_ttl, refresh_ttl, refresh_grace, policy_version,
                    access_jti, access_issued_at,
                    access_expires_at,
                    refresh_family, refresh_expires_at)
                select handle, account_id, secret_hash, delivery, now, now, now,
                    floor(idle_ttl), now + make_interval(secs => idle_ttl), now + make_interval(secs => absolute_ttl),
                    now + make_interval(secs => least(idle_ttl, absolute_ttl)),
                    inet, user_agent, device, browser, os, device_type,
                    network, policy_version, country, asn, as_name, new_device, new_network, effective_permissions, string_to_array(factors, ' '),
                    floor(access_ttl), floor(refresh_ttl), refresh_grace, policy_version,
                    access_jti, date_trunc('second', now),
                    date_trunc('second', now) + make_interval(secs => least(access_ttl, absolute_ttl)),
                    refresh_family, now + make_interval(secs => least(refresh_ttl, absolute_ttl))
                from beginning
            ), added as (
                insert into refresh_token (session_handle, generation, token_hash, issued_at, access_jti)
                select handle, 1, refresh_hash, now, access_jti from beginning
            ), told as (
                insert into event (type, session_handle) select ?, handle from beginning
            )
            select place, email, name, effective_permissions as permissions, host(inet) as address, now from beginning
            """;

    /**
     * Writes new sessions, each with its refresh family and its event, at the database's time, in one statement. It holds each account until the transaction ends, so
     * that a password change or a disabling meanwhile either waits for this session and ends it, or prevents it. It waits for no account itself.
     *
     * @return the sessions, in the order of the list; empty if the account is disabled, or its password, second factor, roles or permissions are no longer those
     *     that were checked, or somebody holds it to change it; then nothing is done for that one
     */
    public static List<Optional<Session>> begin(Transaction transaction, List<Beginning> beginnings)
            throws SQLException {
        if (beginnings.stream().anyMatch(one -> Operator.operates(one.account().effectivePermissions()))) {
            transaction.demandAudit();
        }
        List<Optional<Session>> begun = new ArrayList<>(Collections.nCopies(beginnings.size(), Optional.empty()));
        transaction.query(
                BEGIN,
                row -> {
                    int place = row.getInt("place") - 1;
                    return begun.set(place, Optional.of(begun(row, beginnings.get(place))));
                },
                each(beginnings, beginning -> beginning.account().id()),
                each(beginnings, beginning -> beginning.account().passwordHash()),
                each(beginnings, beginning -> words(beginning.account().roles())),
                each(beginnings, beginning -> words(beginning.account().effectivePermissions())),
                each(beginnings, beginning -> beginning.account().factorEpoch()),
                each(beginnings, Beginning::handle),
                each(beginnings, Beginning::secretHash),
                each(
                        beginnings,
                        beginning -> beginning.client().delivery().name().toLowerCase(Locale.ROOT)),
                each(beginnings, beginning -> beginning.client().address()),
                each(beginnings, beginning -> beginning.client().userAgent()),
                each(beginnings, beginning -> beginning.client().device().text()),
                each(beginnings, beginning -> words(beginning.factors())),
                each(beginnings, beginning -> beginning.client().device().browser()),
                each(beginnings, beginning -> beginning.client().device().os()),
                each(beginnings, beginning -> beginning.client().device().type().wire()),
                each(beginnings, beginning -> beginning.location().network()),
                each(beginnings, beginning -> beginning.location().country()),
                each(beginnings, beginning -> beginning.location().asn()),
                each(beginnings, beginning -> beginning.location().asName()),
                each(beginnings, beginning -> beginning.novelty().device()),
                each(beginnings, beginning -> beginning.novelty().network()),
                each(
                        beginnings,
                        beginning -> SessionStore.seconds(beginning.lifetime().idle())),
                each(
                        beginnings,
                        beginning -> SessionStore.seconds(beginning.lifetime().absolute())),
                each(
                        beginnings,
                        beginning -> SessionStore.seconds(beginning.lifetime().access())),
                each(
                        beginnings,
                        beginning -> SessionStore.seconds(beginning.lifetime().refresh())),
                each(beginnings, beginning -> (int) beginning.lifetime().grace().toSeconds()),
                each(beginnings, Beginning::policyVersion),
                each(beginnings, Beginning::accessJti),
                each(beginnings, Beginning::refreshFamily),
                each(beginnings, Beginning::refreshHash),
                EventType.SESSION_STARTED.wire());
        for (int i = 0; i < begun.size(); i++) {
            int place = i;
            begun.get(i)
                    .ifPresent(session -> transaction.happened(
                            place,
                            new Happening(
                                    EventType.SESSION_STARTED,
                                    session.handle(),
                                    session.account().id(),
                                    null,
                                    null,
                                    session.client().address())));
        }
        return begun;
    }

    /** One of them. */
    public static Optional<Session> begin(Transaction transaction, Beginning beginning) throws SQLException {
        return begin(transaction, List.of(beginning)).getFirst();
    }

    /** What was written: it need not be read again. */
    private static Session begun(ResultSet row, Beginning beginning) throws SQLException {
        Lifetime lifetime = beginning.lifetime();
        Client client = beginning.client();
        Instant now = Transaction.instant(row, "now");
        Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
        return new Session(
                beginning.handle(),
                new Session.Account(beginning.account().id(), row.getString("email"), row.getString("name")),
                beginning.secretHash(),
                new Client(row.getString("address"), client.userAgent(), client.device(), client.delivery()),
                beginning.location(),
                beginning.novelty(),
                now,
                now,
                beginning.factors(),
                now,
                new Session.Limits(
                        lifetime.idle().truncatedTo(ChronoUnit.SECONDS),
                        lifetime.access().truncatedTo(ChronoUnit.SECONDS),
                        lifetime.refresh().truncatedTo(ChronoUnit.SECONDS),
                        lifetime.grace().truncatedTo(ChronoUnit.SECONDS)),
                now.plus(lifetime.idle()),
                now.plus(lifetime.absolute()),
                Transaction.strings(row, "permissions"),
                Map.of(),
                new Session.Access(
                        beginning.accessJti(), issued, issued.plus(shorter(lifetime.access(), lifetime.absolute()))),
                new Session.Refresh(
                        beginning.refreshFamily(),
                        1,
                        now.plus(shorter(lifetime.refresh(), lifetime.absolute())),
                        false),
                1,
                null,
                null,
                now);
    }

    private static List<@Nullable Object> each(
            List<Beginning> beginnings, Function<Beginning, @Nullable Object> value) {
        List<@Nullable Object> values = new ArrayList<>(beginnings.size());
        beginnings.forEach(beginning -> values.add(value.apply(beginning)));
        return values;
    }

    /** Names without spaces. */
    private static String words(List<String> names) {
        return String.join(" ", names);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
