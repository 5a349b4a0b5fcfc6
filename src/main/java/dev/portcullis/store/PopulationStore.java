package dev.portcullis.store;

import dev.portcullis.api.EventType;
import dev.portcullis.session.Session;
import dev.portcullis.store.AccountStore.Account;
import dev.portcullis.store.TokenFamilyStore.Generation;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts a made-up population into the database by {@code COPY}: accounts first, then their sessions, with each of them its tokens, and then what happened. */
public final class PopulationStore {
    private PopulationStore() {}

    /**
     * A refresh token of a family.
     *
     * @param hash of which nobody need know the token
     */
    public record Token(UUID session, byte[] hash, Generation generation) {}

    /**
     * Something that happened.
     *
     * @param count how many it stands for, where they are not told one by one
     */
    public record Event(
            Instant at,
            EventType type,
            @Nullable UUID session,
            @Nullable UUID account,
            @Nullable String address,
            int count) {}

    /** The time by which sessions are judged. */
    public static Instant now(Transaction transaction) throws SQLException {
        return transaction.one("select statement_timestamp() as now", row -> Transaction.instant(row, "now"));
    }

    /** Whether there is an account with this one's address. */
    public static boolean has(Transaction transaction, Account account) throws SQLException {
        return AccountStore.byEmail(transaction, account.email()).isPresent();
    }

    /** Lets the statements of this transaction take as long as they need: a server's own are cut. */
    public static void takeTime(Transaction transaction) throws SQLException {
        transaction.update("set local statement_timeout = 0");
    }

    /** Adds accounts. */
    public static long addAccounts(Transaction transaction, Stream<Account> accounts) throws SQLException {
        return transaction.copy("""
                copy account (id, email, email_key, name, password_hash, permissions, roles, effective_permissions, enabled,
                    created_at, version, first_login_at)
                from stdin with (format binary)
                """, copy -> {
            for (Account account : (Iterable<Account>) accounts::iterator) {
                copy.row(12)
                        .uuid(account.id())
                        .text(account.email())
                        .text(AccountStore.key(account.email()))
                        .text(account.name())
                        .text(account.passwordHash())
                        .texts(account.permissions())
                        .texts(account.roles())
                        .texts(account.effectivePermissions())
                        .bool(account.enabled())
                        .time(account.createdAt())
                        .bigint(account.version())
                        .time(account.createdAt());
            }
        });
    }

    /**
     * Adds sessions; their accounts are there.
     *
     * @param policyVersion of the policy that their limits are taken to be from
     */
    public static long addSessions(Transaction transaction, Stream<Session> sessions, long policyVersion)
            throws SQLException {
        return transaction.copy("""
                copy session (handle, account_id, secret_hash, delivery, created_at, authenticated_at, last_seen_at,
                    idle_ttl, idle_expires_at, expires_at, lapse_check_at, address, user_agent,
                    device, browser, os, device_type, country, asn, as_name, new_device, new_network, permissions, attributes,
                    access_ttl, refresh_ttl, refresh_grace, factors, policy_version,
                    access_jti, access_issued_at, access_expires_at,
                    refresh_family, refresh_generation, refresh_expires_at, refresh_reused,
                    version, ended_at, end_reason, ended_by, end_note)
                from stdin with (format binary)
                """, copy -> {
            for (Session session : (Iterable<Session>) sessions::iterator) {
                write(copy.row(41), session, policyVersion);
            }
        });
    }

    private static void write(BinaryCopy row, Session session, long policyVersion) {
        Session.End over = session.over();
        row.uuid(session.handle())
                .uuid(session.account().id())
                .bytes(session.secretHash())
                .text(session.client().delivery().name().toLowerCase(Locale.ROOT))
                .time(session.createdAt())
                .time(session.authenticatedAt())
                .time(session.lastSeenAt())
                .integer((int) session.limits().idle().toSeconds())
                .time(session.idleExpiresAt())
                .time(session.expiresAt());
        if (over == null) {
            row.time(earlier(session.idleExpiresAt(), session.expiresAt()));
        } else {
            row.infinity();
        }
        row.inet(session.client().address())
                .text(session.client().userAgent())
                .text(session.client().device().text())
                .text(session.client().device().browser())
                .text(session.client().device().os())
                .text(session.client().device().type().wire())
                .text(session.location().country());
        Long system = session.location().asn();
        if (system == null) {
            row.nothing();
        } else {
            row.bigint(system);
        }
        row.text(session.location().asName())
                .bool(session.novelty().device())
                .bool(session.novelty().network())
                .texts(session.permissions())
                .json(SessionRow.json(session.attributes()))
                .integer((int) session.limits().access().toSeconds())
                .integer((int) session.limits().refresh().toSeconds())
                .integer((int) session.limits().grace().toSeconds())
                .texts(session.factors())
                .bigint(policyVersion)
                .uuid(session.access().jti())
                .time(session.access().issuedAt())
                .time(session.access().expiresAt())
                .uuid(session.refresh().family())
                .integer(session.refresh().generation())
                .time(session.refresh().expiresAt())
                .bool(session.refresh().reused())
                .bigint(session.version())
                .time(over == null ? null : over.at())
                .text(over == null ? null : over.reason().wire())
                .text(over == null ? null : over.by())
                .text(over == null ? null : over.note());
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /** Adds tokens; their sessions are there. */
    public static long addTokens(Transaction transaction, Stream<Token> tokens) throws SQLException {
        return transaction.copy("""
                copy refresh_token (session_handle, generation, token_hash, issued_at, spent_at, access_jti, verdict, reuses, reused_at)
                from stdin with (format binary)
                """, copy -> {
            for (Token token : (Iterable<Token>) tokens::iterator) {
                Generation generation = token.generation();
                copy.row(9)
                        .uuid(token.session())
                        .integer(generation.generation())
                        .bytes(token.hash())
                        .time(generation.issuedAt())
                        .time(generation.spentAt())
                        .uuid(generation.accessJti())
                        .text(generation.verdict())
                        .integer(generation.reuses())
                        .time(generation.reusedAt());
            }
        });
    }

    /** Adds events, in the order of their times: the feed keeps the order in which they are written. */
    public static long addEvents(Transaction transaction, Stream<Event> events) throws SQLException {
        return transaction.copy("""
                copy event (at, type, session_handle, account_id, address, detail)
                from stdin with (format binary)
                """, copy -> {
            for (Event event : (Iterable<Event>) events::iterator) {
                copy.row(6)
                        .time(event.at())
                        .text(event.type().wire())
                        .uuid(event.session())
                        .uuid(event.account())
                        .inet(event.address());
                if (event.count() == 1) {
                    copy.nothing();
                } else {
                    copy.json("{\"count\": " + event.count() + "}");
                }
            }
        });
    }

    /** So that the planner knows at once what it would otherwise learn minutes later. */
    public static void analyze(Transaction transaction) throws SQLException {
        transaction.update("analyze account, session, refresh_token, event");
    }
}
