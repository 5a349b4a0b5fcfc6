package dev.portcullis.store;

import dev.portcullis.api.EventType;
import dev.portcullis.session.Origin;
import dev.portcullis.session.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Every refresh token of a family, by hash. Used with the session held. */
public final class RefreshTokenStore {
    private static final String SUCCEED = """
            with asked as (
                select * from unnest((select ?::uuid[]), ?::bytea[], ?::bytea[], ?::uuid[])
                with ordinality as asked (handle, token_hash, next_hash, access_jti, place)
            ), held as materialized (
                select asked.*
                from asked cross join lateral (
                    select s.handle
                    from session s join refresh_token t on t.session_handle = s.handle and t.generation = s.refresh_generation
                    where s.handle = asked.handle and s.ended_at is null and t.token_hash = asked.token_hash and t.spent_at is null
                    for no key update of s skip locked) s
            ), succeeding as materialized (
                select handle, next_hash, access_jti, place,
                    clock_timestamp() as now, date_trunc('second', clock_timestamp()) as issued
                from held
            ), rotated as (
                update session s
                set access_jti = succeeding.access_jti, access_issued_at = succeeding.issued,
                    access_expires_at = least(s.expires_at, succeeding.issued + make_interval(secs => s.access_ttl)),
                    refresh_generation = s.refresh_generation + 1,
                    refresh_expires_at = least(s.expires_at, succeeding.now + make_interval(secs => s.refresh_ttl)),
                    last_seen_at = succeeding.now,
                    idle_expires_at = succeeding.now + make_interval(secs => s.idle_ttl),
                    version = s.version + 1
                from succeeding, account a
                where s.handle = succeeding.handle and a.id = s.account_id and a.enabled
                    and succeeding.now < s.idle_expires_at and succeeding.now < s.expires_at
                    and succeeding.now < s.refresh_expires_at
                    and (s.suspended_until is null or s.suspended_until <= succeeding.now)
                returning s.*, a.email, a.name, succeeding.now, succeeding.next_hash, succeeding.place
            ), spent as (
                update refresh_token t set spent_at = rotated.now
                from rotated where t.session_handle = rotated.handle and t.generation = rotated.refresh_generation - 1
            ), added as (
                insert into refresh_token (session_handle, generation, token_hash, issued_at, access_jti)
                select handle, refresh_generation, next_hash, now, access_jti from rotated
            ), told as (
                insert into event (type, session_handle) select ?, handle from rotated
            )
            select place, %s from rotated
            """.formatted(SessionRow.ACTIVE_COLUMNS);

    static final String SUPERSEDED = """
            select exists (select from refresh_token where session_handle = ? and generation >= ? and superseded) as superseded
            """;

    static final String GOES_ON = """
            select exists (
                select from refresh_token given
                where given.session_handle = ? and given.access_jti = ?
                    and not exists (
                        select from refresh_token later
                        where later.session_handle = given.session_handle and later.generation >= given.generation
                            and later.superseded)) as goes_on
            """;

    private RefreshTokenStore() {}

    /**
     * A token that is to have a successor.
     *
     * @param nextHash of the successor
     * @param accessJti of the access token that is bound together with it
     */
    public record Succession(UUID session, byte[] tokenHash, byte[] nextHash, UUID accessJti) {}

    /**
     * All of ordinary refreshes in one statement, which commits by itself: of each token that is the current one of an active session that nobody else holds, the
     * session is held, judged by the time after that, bound to its next tokens, and the event is written.
     *
     * <p>Waits for nobody. A session that somebody holds is passed over, so whatever ended or rotated it is either seen here, or is asked for by the caller in
     * the long way. In between, what is read of the session is its newest version ({@code for no key update} follows it), and the token's generation must be that
     * version's own, so a token that was spent meanwhile does not match.
     *
     * @return the sessions as they are now, in the order of the list; empty if it is anything else, or another of the list is for the same session, and then
     *     nothing is done for that one
     */
    public static List<Optional<Session>> succeed(Transaction transaction, List<Succession> successions)
            throws SQLException {
        List<Optional<Session>> rotated = new ArrayList<>(Collections.nCopies(successions.size(), Optional.empty()));
        List<Integer> places = new ArrayList<>();
        Set<UUID> sessions = new HashSet<>();
        for (int i = 0; i < successions.size(); i++) {
            if (sessions.add(successions.get(i).session())) {
                places.add(i);
            }
        }
        List<Succession> first = places.stream().map(successions::get).toList();
        transaction.query(
                SUCCEED,
                row -> {
                    int place = places.get(row.getInt("place") - 1);
                    Session session = SessionRow.session(row);
                    transaction.happened(place, Happening.of(EventType.TOKEN_REFRESHED, session.handle()));
                    return rotated.set(place, Optional.of(session));
                },
                first.stream().map(Succession::session).toList(),
                first.stream().map(Succession::tokenHash).toList(),
                first.stream().map(Succession::nextHash).toList(),
                first.stream().map(Succession::accessJti).toList(),
                EventType.TOKEN_REFRESHED.wire());
        return rotated;
    }

    /**
     * One of them.
     *
     * @param spentFor since when it has had a successor; null if it has none
     */
    public record RefreshToken(
            int generation,
            byte[] tokenHash,
            @org.jspecify.annotations.Nullable Duration spentFor) {}

    public static Optional<RefreshToken> find(Transaction transaction, UUID session, byte[] tokenHash)
            throws SQLException {
        return transaction.first(
                """
                select generation, token_hash, extract(epoch from clock_timestamp() - spent_at) as spent_for
                from refresh_token where session_handle = ? and token_hash = ?
                """,
                row -> {
                    double spentFor = row.getDouble("spent_for");
                    boolean unspent = row.wasNull();
                    return new RefreshToken(
                            row.getInt("generation"),
                            row.getBytes("token_hash"),
                            unspent ? null : Duration.ofMillis((long) (spentFor * 1000)));
                },
                session,
                tokenHash);
    }

    /** The next of the family, issued together with the access token that is bound to the session now. */
    public static void add(Transaction transaction, UUID session, int generation, byte[] tokenHash)
            throws SQLException {
        transaction.update("""
                insert into refresh_token (session_handle, generation, token_hash, issued_at, access_jti)
                select handle, ?, ?, now(), access_jti from session where handle = ?
                """, generation, tokenHash, session);
    }

    public static void spend(Transaction transaction, UUID session, int generation) throws SQLException {
        transaction.update(
                "update refresh_token set spent_at = clock_timestamp() where session_handle = ? and generation = ?",
                session,
                generation);
    }

    /** Spends a token that gets no successor of its own: a re-authentication has given another one (ASVS 7.2.4). */
    public static void supersede(Transaction transaction, UUID session, int generation) throws SQLException {
        transaction.update("""
                update refresh_token set spent_at = clock_timestamp(), superseded = true
                where session_handle = ? and generation = ?
                """, session, generation);
    }

    /** Whether {@link #supersede} has spent it, or a token that came after it: what it would be exchanged for has ended then. */
    public static boolean superseded(Transaction transaction, UUID session, int generation) throws SQLException {
        return transaction.one(SUPERSEDED, row -> row.getBoolean("superseded"), session, generation);
    }

    /** Whether the access token of this id was given with a token of this family, and nothing has been {@linkplain #supersede superseded} since. */
    public static boolean goesOn(Transaction transaction, UUID session, UUID accessJti) throws SQLException {
        return transaction.one(GOES_ON, row -> row.getBoolean("goes_on"), session, accessJti);
    }

    /**
     * Removes tokens of a session that the transaction holds, the oldest first.
     *
     * @param count so many generations of them; these have no gaps, and by their numbers no more tokens are looked at than are removed
     * @return how many there were
     */
    public static int removeOldest(Transaction transaction, UUID session, int count) throws SQLException {
        int first = transaction.one(
                "select coalesce(min(generation), 0) as first from refresh_token where session_handle = ?",
                row -> row.getInt("first"),
                session);
        return transaction.update(
                "delete from refresh_token where session_handle = ? and generation >= ? and generation < ?",
                session,
                first,
                first + count);
    }

    /** Keeps the verdict on a reuse, {@code race} or {@code stale}, and from where it came. */
    public static void judge(Transaction transaction, UUID session, int generation, String verdict)
            throws SQLException {
        transaction.update("""
                update refresh_token set verdict = ?, reuses = reuses + 1, reused_at = clock_timestamp(), reused_address = ?::inet
                where session_handle = ? and generation = ?
                """, verdict, Origin.current().address(), session, generation);
    }
}
