package dev.portcullis.store;

import dev.portcullis.store.AccountStore.Account;
import dev.portcullis.store.FactorStore.Totp;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Counts attempts to prove who one is: those that failed within a window, and those that are admitted and not yet judged. Both together never exceed the limit, so
 * attempts that run side by side cannot beat it.
 */
public final class GuessStore {
    /** After so many failures without a success in between, the window is a day (NIST SP 800-63B-4 §3.2.2: at most 100). */
    private static final int LONGEST_RUN = 100;

    /** For how long the run is remembered beyond the window. */
    private static final Duration MEMORY = Duration.ofDays(1);

    private static final Duration PLACES_KEPT = Duration.ofDays(30);

    private GuessStore() {}

    /**
     * What counts an attempt, and what is remembered, by names that tell nothing.
     *
     * @param address of the network address
     * @param place of the account from this network
     * @param strangers of the account from wherever it has not been used of late; whatever else counts something of the account begins with it
     * @param device of the account with this device; the place again, if that does not matter
     * @param network of the account from a network that is wider than the place; the place again, if there is none
     */
    public record Keys(byte[] address, byte[] place, byte[] strangers, byte[] device, byte[] network) {
        /** What counts attempts from this network, from which the account has been used of late. */
        public byte[] familiarPlace() {
            return ofAccount(place);
        }

        /** What counts how much of the address's count is right passwords of the account alone. */
        public byte[] unfinished() {
            return ofAccount(address);
        }

        private byte[] ofAccount(byte[] from) {
            return ByteBuffer.allocate(strangers.length + from.length)
                    .put(strangers)
                    .put(from)
                    .array();
        }

        /** What is remembered when the account has been used from there. */
        public List<byte[]> familiar() {
            return Stream.of(place, device, network)
                    .map(ByteBuffer::wrap)
                    .distinct()
                    .map(ByteBuffer::array)
                    .toList();
        }
    }

    /** How many may fail, for one account and from one address, and for how long a failure counts. */
    public record Limits(int perAccount, int perAddress, Duration window) {}

    /**
     * What {@link #admit} found.
     *
     * @param address whether the address has an attempt left; one is taken
     * @param account whether the account has an attempt left; one is taken
     * @param clean whether no failures of the account from there count
     * @param known whether the account has been used from this network of late
     * @param deviceKnown whether it has been used with this device of late
     * @param networkKnown whether it has been used from the wider network of late
     * @param fresh whether all three are written down from today
     * @param owner the account of the e-mail address, whatever it may do
     * @param totp its authenticator app, if one counts
     */
    public record Admission(
            boolean address,
            boolean account,
            boolean clean,
            boolean known,
            boolean deviceKnown,
            boolean networkKnown,
            boolean fresh,
            Optional<Account> owner,
            Optional<Totp> totp) {}

    /** Somebody who wants to try. */
    public record Applicant(Keys keys, String email) {}

    private static final String ADMIT = """
            with asked as materialized (
                select * from unnest((select ?::bytea[]), ?::bytea[], ?::bytea[], ?::bytea[], ?::bytea[], ?::integer[], ?::text[])
                with ordinality as asked (address, place, strangers, device, network, familiar, email_key, turn)
            ), placed as materialized (
                select asked.*, known.known, known.device_known, known.network_known, known.fresh,
                       row_number() over (partition by address order by turn) as at_address
                from asked cross join lateral (
                    select coalesce(bool_or(key = asked.place), false) as known,
                           coalesce(bool_or(key = asked.device), false) as device_known,
                           coalesce(bool_or(key = asked.network), false) as network_known,
                           count(*) filter (where seen_at > statement_timestamp() - interval '1 day') = asked.familiar as fresh
                    from known_place
                    where key in (asked.place, asked.device, asked.network)
                        and seen_at > statement_timestamp() - make_interval(secs => ?)) known
            ), by_address as (
                insert into guess as g (key, pending, taken, ends_at)
                select address, least(count(*), ?), least(count(*), ?), statement_timestamp() + make_interval(secs => ?)
                from asked group by address order by address
                on conflict (key) do update set
                    taken = case when g.ends_at <= statement_timestamp() then excluded.taken
                                 else least(excluded.taken, ? - g.failures - g.pending) end,
                    pending = case when g.ends_at <= statement_timestamp() then excluded.taken
                                   else g.pending + least(excluded.taken, ? - g.failures - g.pending) end,
                    failures = case when g.ends_at <= statement_timestamp() then 0 else g.failures end,
                    told = g.told and g.ends_at > statement_timestamp(),
                    ends_at = case when g.ends_at <= statement_timestamp() then excluded.ends_at else g.ends_at end
                where g.ends_at <= statement_timestamp() or g.failures + g.pending < ?
                returning key, taken
            ), past_address as materialized (
                select turn, account, row_number() over (partition by account order by turn) as at_account
                from (select turn, address, at_address, case when known then strangers || place else strangers end as account from placed) p
                join by_address on by_address.key = p.address and p.at_address <= by_address.taken
            ), by_account as (
                insert into guess as g (key, pending, taken, ends_at)
                select account, least(count(*), ?, ?), least(count(*), ?, ?), statement_timestamp() + make_interval(secs => ?)
                from past_address group by account order by account
                on conflict (key) do update set
                    taken = case when g.ends_at > statement_timestamp()
                                     then least(excluded.taken, ? - g.failures - g.pending, ? - g.run - g.pending)
                                 when g.run >= ? then excluded.taken
                                 else least(excluded.taken, ? - g.run) end,
                    pending = case when g.ends_at > statement_timestamp()
                                       then g.pending + least(excluded.taken, ? - g.failures - g.pending, ? - g.run - g.pending)
                                   when g.run >= ? then excluded.taken
                                   else least(excluded.taken, ? - g.run) end,
                    failures = case when g.ends_at <= statement_timestamp() then 0 else g.failures end,
                    run = case when g.ends_at <= statement_timestamp() and g.run >= ? then 0 else g.run end,
                    told = g.told and g.ends_at > statement_timestamp(),
                    ends_at = case when g.ends_at <= statement_timestamp() then excluded.ends_at else g.ends_at end
                where g.ends_at <= statement_timestamp()
                    or (g.failures + g.pending < ? and g.run + g.pending < ?)
                returning key, taken, failures = 0 and run = 0 as clean
            )
            select placed.turn, placed.known, placed.device_known, placed.network_known, placed.fresh, a.*, totp.secret, totp.last_step, totp.pending,
                   past_address.turn is not null as address_admitted,
                   by_account.key is not null as account_admitted,
                   coalesce(by_account.clean, false) as clean,
                   statement_timestamp() as now
            from placed
            left join past_address on past_address.turn = placed.turn
            left join by_account on by_account.key = past_address.account and past_address.at_account <= by_account.taken
            left join lateral (select * from account where email_key = placed.email_key offset 0) a on true
            left join lateral (select * from totp where account_id = a.id offset 0) totp on true
            order by placed.turn
            """;

    /**
     * For each applicant takes an attempt of the address and, if there was one, one of the account; finds the accounts in the same statement. Who comes first is
     * served first; what is full stays as it is. Waits for who has just taken, failed or settled attempts of the same, and for nobody else.
     *
     * @return what was found, in the order of the list
     */
    public static List<Admission> admit(Transaction transaction, Limits limits, List<Applicant> applicants)
            throws SQLException {
        double window = SessionStore.seconds(limits.window());
        int address = limits.perAddress();
        int account = limits.perAccount();
        return transaction.query(
                ADMIT,
                GuessStore::admission,
                applicants.stream().map(each -> each.keys().address()).toList(),
                applicants.stream().map(each -> each.keys().place()).toList(),
                applicants.stream().map(each -> each.keys().strangers()).toList(),
                applicants.stream().map(each -> each.keys().device()).toList(),
                applicants.stream().map(each -> each.keys().network()).toList(),
                applicants.stream().map(each -> each.keys().familiar().size()).toList(),
                applicants.stream().map(each -> AccountStore.key(each.email())).toList(),
                SessionStore.seconds(PLACES_KEPT),
                address,
                address,
                window,
                address,
                address,
                address,
                account,
                LONGEST_RUN,
                account,
                LONGEST_RUN,
                window,
                account,
                LONGEST_RUN,
                LONGEST_RUN,
                LONGEST_RUN,
                account,
                LONGEST_RUN,
                LONGEST_RUN,
                LONGEST_RUN,
                LONGEST_RUN,
                account,
                LONGEST_RUN);
    }

    private static Admission admission(ResultSet row) throws SQLException {
        boolean found = Transaction.uuid(row, "id") != null;
        return new Admission(
                row.getBoolean("address_admitted"),
                row.getBoolean("account_admitted"),
                row.getBoolean("clean"),
                row.getBoolean("known"),
                row.getBoolean("device_known"),
                row.getBoolean("network_known"),
                row.getBoolean("fresh"),
                found ? Optional.of(AccountStore.account(row)) : Optional.empty(),
                found && row.getBytes("secret") != null ? Optional.of(FactorStore.totp(row)) : Optional.empty());
    }

    /** For how long no attempt is admitted; zero if the limit is reached only with attempts that are not yet judged. */
    public static Duration fullFor(Transaction transaction, byte[] key, int limit) throws SQLException {
        return transaction
                .first(
                        """
                        select extract(epoch from ends_at - statement_timestamp()) as seconds from guess
                        where key = ? and ends_at > statement_timestamp() and (failures >= ? or run >= ?)
                        """,
                        row -> Duration.ofMillis((long) Math.ceil(row.getDouble("seconds") * 1000)),
                        key,
                        limit,
                        LONGEST_RUN)
                .orElse(Duration.ZERO);
    }

    /** An attempt has failed. It counts until its window ends. */
    public static void failed(Transaction transaction, byte[] address, byte[] account) throws SQLException {
        transaction.update("""
                with held as (
                    select key, key = ? as is_account from guess where key in (?, ?) order by key for no key update
                )
                update guess g
                set failures = g.failures + 1,
                    pending = greatest(g.pending - 1, 0),
                    run = g.run + held.is_account::integer,
                    ends_at = case
                        when held.is_account and g.run + 1 >= ? then statement_timestamp() + make_interval(secs => ?)
                        else g.ends_at
                    end
                from held where g.key = held.key
                """, account, address, account, LONGEST_RUN, SessionStore.seconds(MEMORY));
    }

    /** The password was right, and not all of the proof: it counts for the address as a failure does, until the rest follows from there. For the account it does not. */
    public static void unfinished(Transaction transaction, Keys keys) throws SQLException {
        transaction.update("""
                with counted as (
                    update guess set failures = failures + 1, pending = greatest(pending - 1, 0) where key = ? returning ends_at
                )
                insert into guess as g (key, failures, pending, ends_at) select ?, 1, 0, ends_at from counted
                on conflict (key) do update set
                    failures = case when g.ends_at = excluded.ends_at then g.failures + 1 else 1 end,
                    ends_at = excluded.ends_at
                """, keys.address(), keys.unfinished());
    }

    /** The rest of the proof has followed: what was unfinished of the account from this address counts no more. */
    public static void finished(Transaction transaction, Keys keys) throws SQLException {
        byte[] address = keys.address();
        byte[] unfinished = keys.unfinished();
        transaction.update("""
                with held as (
                    select key, failures, ends_at from guess where key in (?, ?) order by key for no key update
                ), unfinished as (
                    select failures, ends_at from held where key = ? and failures > 0
                )
                update guess g
                set failures = case when g.key = ? then 0 else greatest(g.failures - unfinished.failures, 0) end
                from unfinished
                where g.key in (?, ?) and g.ends_at = unfinished.ends_at
                """, address, unfinished, unfinished, unfinished, address, unfinished);
    }

    /**
     * Forgets whatever counts of an account, wherever that was from. Who asks for an attempt of it meanwhile waits until the transaction ends, and others with them: so
     * this is the last thing that it does.
     */
    public static void forget(Transaction transaction, byte[] strangers) throws SQLException {
        transaction.update("""
                delete from guess where key in (
                    select key from guess where key between ?::bytea and ?::bytea || decode(repeat('ff', 64), 'hex') order by key for update)
                """, strangers, strangers);
    }

    /**
     * Attempts that have not failed.
     *
     * @param count how many
     * @param forgiven whether the failures before them count no more
     */
    public record Settled(byte[] key, int count, boolean forgiven) {}

    /** Gives attempts back. */
    public static void settle(Transaction transaction, List<Settled> settled) throws SQLException {
        List<byte[]> keys = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        List<Boolean> forgiven = new ArrayList<>();
        settled.forEach(each -> {
            keys.add(each.key());
            counts.add(each.count());
            forgiven.add(each.forgiven());
        });
        transaction.update("""
                with settled (key, count, forgiven) as (
                    select * from unnest(?::bytea[], ?::integer[], ?::boolean[])
                ), held as (
                    select g.key from guess g join settled using (key) order by g.key for no key update of g
                )
                update guess g
                set pending = greatest(g.pending - settled.count, 0),
                    failures = case when settled.forgiven then 0 else g.failures end,
                    run = case when settled.forgiven then 0 else g.run end,
                    told = g.told and not settled.forgiven
                from settled join held using (key)
                where g.key = settled.key
                """, keys, counts, forgiven);
    }

    /** Whether this is the first time in the window that the limit is told of. */
    public static boolean tell(Transaction transaction, byte[] key) throws SQLException {
        return transaction.update("update guess set told = true where key = ? and not told", key) == 1;
    }

    /** The account has been used from there, with this. In one order, so that logins side by side do not wait for each other in a circle. */
    public static void remember(Transaction transaction, List<byte[]> familiar) throws SQLException {
        transaction.update("""
                insert into known_place (key, seen_at)
                select key, statement_timestamp() from unnest(?::bytea[]) familiar (key) order by key
                on conflict (key) do update set seen_at = excluded.seen_at
                """, familiar);
    }

    /** Removes counts whose time has passed, and places not used for long. At most {@code limit} of each. */
    public static int remove(Transaction transaction, int limit) throws SQLException {
        int guesses = transaction.update("""
                delete from guess where key in (
                    select key from guess where ends_at < now() - make_interval(secs => ?) limit ? for update skip locked)
                """, SessionStore.seconds(MEMORY), limit);
        int places = transaction.update("""
                delete from known_place where key in (
                    select key from known_place where seen_at < now() - make_interval(secs => ?)
                    limit ? for update skip locked)
                """, SessionStore.seconds(PLACES_KEPT), limit);
        return Math.max(guesses, places);
    }
}
