package dev.portcullis.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.query.Query;
import dev.portcullis.store.SessionList.States;
import dev.portcullis.support.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How the database finds what is listed: measured at a million sessions, and held here, where there are enough that it matters to the planner. */
class QueryPlansTest {
    private static Database database;
    private static Instant now;

    @BeforeAll
    static void populate() throws SQLException {
        Database.Address address = TestDatabase.fresh();
        database = Database.open(address);
        try (Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                Statement sql = connection.createStatement()) {
            sql.execute("""
                    insert into account (id, email, email_key, name, password_hash)
                    select gen_random_uuid(), 'user' || i || '@example.com', 'user' || i || '@example.com', 'User ' || i, 'x'
                    from generate_series(1, 4000) i;
                    insert into session (handle, account_id, secret_hash, delivery, created_at, authenticated_at, last_seen_at,
                        idle_ttl, idle_expires_at, expires_at, address, device, access_jti, access_issued_at, access_expires_at,
                        refresh_family, refresh_expires_at, access_ttl, refresh_ttl, refresh_grace, permissions, user_agent, lapse_check_at)
                    select gen_random_uuid(), a.id, 'x', 'cookie', now(), now(), now(), 3600, now() + interval '1 hour',
                        now() + interval '1 day', '10.0.0.1', 'Firefox 148', gen_random_uuid(), now(), now(), gen_random_uuid(),
                        now(), 1, 1, 1, '{orders:read}', repeat('x', 100), now() + interval '1 hour'
                    from account a cross join generate_series(1, 5);
                    insert into refresh_token (session_handle, generation, token_hash, issued_at, access_jti)
                    select handle, 1, int4send(1), now(), access_jti from session;
                    insert into refresh_token (session_handle, generation, token_hash, issued_at, access_jti)
                    select handle, i, int4send(i), now(), gen_random_uuid()
                    from (select handle from session limit 1) long_lived cross join generate_series(2, 20000) i;
                    analyze account;
                    analyze session;
                    analyze refresh_token;
                    """);
        }
        now = database.read(transaction -> EventStore.present(transaction).now());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void theFirstPageAndTheNextAreReadAlongThePrimaryKey() {
        assertThat(page("", SessionSort.CREATED_AT, null))
                .contains("Index Scan Backward using session_pkey")
                .doesNotContain("Seq Scan on session")
                .doesNotContain("Sort");
        assertThat(page(
                        "",
                        SessionSort.CREATED_AT,
                        new Cursor("-createdAt", null, UUID.fromString("80000000-0000-4000-8000-000000000000"))))
                .contains("Index Scan Backward using session_pkey", "Index Cond: (handle <")
                .doesNotContain("Sort");
    }

    @Test
    void sortedByUsersItIsReadAlongTheAccounts() {
        assertThat(page("", SessionSort.USER, null))
                .contains("using account_user", "using session_account")
                .doesNotContain("Seq Scan on session");
        assertThat(page("", SessionSort.NAME, null)).contains("using account_user_name", "using session_account");
    }

    @Test
    void oneUsersSessionsAreFoundByTwoIndexes() {
        for (String query : new String[] {"user=user7@example.com", "user=\"User 7\""}) {
            assertThat(page(query, SessionSort.LAST_SEEN_AT, null))
                    .contains("account_user", "account_user_name", "session_account")
                    .doesNotContain("Seq Scan on session");
        }
    }

    @Test
    void aHandleIsFoundByThePrimaryKey() {
        assertThat(page("handle:019a2b3c", SessionSort.LAST_SEEN_AT, null))
                .contains("session_pkey", "Index Cond: ((handle >=")
                .doesNotContain("Seq Scan on session");
    }

    @Test
    void aPieceOfAnExportIsReadAlongThePrimaryKeyWhetherOrNotMuchMatches() {
        List<UUID> handles = database.read(transaction -> transaction.query(
                "select handle from session order by handle offset 2000 limit 2001",
                row -> Transaction.uuid(row, "handle")));
        for (String query : new String[] {"", "device:firefox", "idle>20m", "ip:10.9.9.9"}) {
            for (States states : States.values()) {
                SessionPieces.Selection all = new SessionPieces.Selection(Query.parse(query), states, null, now);
                Sql piece = SessionPieces.sql(all, SessionRows.of(states, now), handles.getFirst(), handles.getLast());
                assertThat(explain(piece))
                        .as(query + " of " + states)
                        .contains(states == States.SUSPENDED ? "session_suspended" : "session_pkey", "handle >")
                        .doesNotContain("Seq Scan on session");
            }
        }
    }

    @Test
    void anyOtherColumnIsSortedByKeepingNoMoreThanAPage() {
        assertThat(page("", SessionSort.LAST_SEEN_AT, null)).contains("Limit", "Sort Key: s.last_seen_at DESC");
    }

    @Test
    void whatLiesAtTheFarEndOfAnIndexIsNotLookedForAlongIt() {
        assertThat(page("age>3d", SessionSort.CREATED_AT, null))
                .contains("Sort Key")
                .doesNotContain("Backward");
    }

    @Test
    void countingAsksNoAccountWhetherItIsEnabled() {
        Sql count = SessionCount.sql(SessionRows.of(States.LIVE, now), Query.parse("device:firefox"));
        assertThat(explain(count)).contains("account_disabled").doesNotContain("Join");
    }

    @Test
    void whetherAnythingHasChangedIsAskedWithoutALookAtTheSessions() {
        assertThat(explain(new Sql().add(EventStore.PRESENT)))
                .contains("session_lapse_check", "event_pkey")
                .doesNotContain("Seq Scan on session");
    }

    @Test
    void theLocksOfSomeAccountsAreFoundWithoutALookAtAllAccounts() {
        assertThat(explain(new Sql().add(LockStore.OF_ACCOUNTS, List.of(UUID.randomUUID(), UUID.randomUUID()))))
                .containsAnyOf("account_pkey", "account_lock_id_key")
                .doesNotContain("Seq Scan on account");
    }

    /** A client may refresh as often as it likes. */
    @Test
    void whatIsAskedOfAFamilyIsFoundHoweverManyTokensItHasHad() {
        UUID longest = database.read(transaction -> transaction.one(
                "select session_handle from refresh_token where generation = 2",
                row -> Transaction.uuid(row, "session_handle")));
        assertThat(explain(new Sql().add(RefreshTokenStore.GOES_ON, longest, UUID.randomUUID())))
                .contains("refresh_token_access", "refresh_token_superseded")
                .doesNotContain("Seq Scan", "refresh_token_pkey");
        assertThat(explain(new Sql().add(RefreshTokenStore.SUPERSEDED, longest, 1)))
                .contains("refresh_token_superseded")
                .doesNotContain("Seq Scan", "refresh_token_pkey");
    }

    private static String page(String query, SessionSort sort, @Nullable Cursor after) {
        SessionList.Request request = new SessionList.Request(
                Query.parse(query), States.LIVE, sort, sort != SessionSort.USER, after, null, 100, false);
        return explain(SessionList.pageSql(request, SessionRows.of(States.LIVE, now)));
    }

    private static String explain(Sql sql) {
        List<String> lines = database.readWithin(
                Duration.ofSeconds(10),
                transaction -> transaction.query(
                        "explain (costs off) " + sql.text(), row -> row.getString(1), sql.parameters()));
        return String.join("\n", lines);
    }
}
