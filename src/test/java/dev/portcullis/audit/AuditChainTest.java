package dev.portcullis.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.portcullis.api.AuditAction;
import dev.portcullis.api.AuditHead;
import dev.portcullis.api.AuditVerification;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Subject;
import dev.portcullis.store.AuditStore;
import dev.portcullis.store.AuditStore.Entry;
import dev.portcullis.store.Database;
import dev.portcullis.support.TestDatabase;
import dev.portcullis.token.AuditKey;
import dev.portcullis.token.MasterKey;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody who rules the database, but has no key, does to the record, and how it shows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditChainTest {
    private static final int ENTRIES = 12;
    private static final String COLUMNS =
            "seq, at, actor_kind, actor_id, actor_name, session, address, request, action,"
                    + " subject_kind, subject_id, detail, key_id, mac";

    private final Database.Address address = TestDatabase.fresh();
    private final Database database = Database.open(address);
    private final AuditChain chain = new AuditChain(new AuditKey(key(0)));
    private final AuditVerifier verifier = new AuditVerifier(database, chain);

    private static MasterKey key(int first) {
        byte[] key = new byte[32];
        key[0] = (byte) first;
        return MasterKey.parse(Base64.getUrlEncoder().encodeToString(key)).orElseThrow();
    }

    @BeforeAll
    void write() {
        database.sealAuditWith(chain);
        append(ENTRIES);
        sql("create table kept as select " + COLUMNS + " from audit_entry; create table kept_head as table audit_head");
    }

    @BeforeEach
    void powers() {
        sql("alter table audit_entry disable trigger all; alter table audit_head disable trigger all");
    }

    @AfterEach
    void restore() {
        powers();
        sql("""
                truncate audit_entry;
                insert into audit_entry select * from kept;
                update audit_head set (seq, at, mac) = (select seq, at, mac from kept_head);
                alter table audit_entry enable trigger all;
                alter table audit_head enable trigger all
                """);
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void whatWasWrittenHolds() {
        AuditVerification outcome = verify(null);
        assertThat(outcome.problem()).isNull();
        assertThat(outcome.ok()).isTrue();
        assertThat(outcome.entries()).isEqualTo(ENTRIES);
    }

    /** Each column of an entry counts, and the time to the microsecond. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "at = at + interval '1 microsecond'",
                "actor_kind = 'account'",
                "actor_id = 'somebody'",
                "actor_id = ''",
                "actor_name = 'Mallory'",
                "session = gen_random_uuid()",
                "address = '192.0.2.1'",
                "request = 'another'",
                "action = 'audit.read'",
                "subject_kind = 'session'",
                "subject_id = null",
                "detail = '{\"n\": 5}'",
                "detail = '{\"n\":6}'",
                "mac = decode(repeat('ab', 32), 'hex')"
            })
    void aChangedEntryIsNamed(String change) {
        sql("update audit_entry set " + change + " where seq = 5");
        assertBad(5, "Entry 5 does not follow from the one before");
    }

    @Test
    void anEntryUnderAnotherKeyIsNamed() {
        sql("update audit_entry set key_id = 'another' where seq = 5");
        assertBad(5, "under the key another");
    }

    @Test
    void aRemovedEntryIsNamed() {
        sql("delete from audit_entry where seq = 7");
        assertBad(7, "Entry 7 is missing");
        sql("delete from audit_entry where seq in (8, 9)");
        assertBad(7, "Entries 7 to 9 are missing");
    }

    /** Closing the gap does not help: the number is part of the entry. */
    @Test
    void aRemovedEntryIsNamedAlsoIfTheOthersAreRenumbered() {
        sql("delete from audit_entry where seq = 7");
        for (int seq = 8; seq <= ENTRIES; seq++) {
            sql("update audit_entry set seq = " + (seq - 1) + " where seq = " + seq);
        }
        sql("update audit_head set seq = seq - 1");
        assertBad(7, "Entry 7 does not follow from the one before");
    }

    @Test
    void anEntryThatWasPutInIsNamed() {
        for (int seq = ENTRIES; seq >= 4; seq--) {
            sql("update audit_entry set seq = " + (seq + 1) + " where seq = " + seq);
        }
        sql("""
                insert into audit_entry
                select 4, at, actor_kind, actor_id, actor_name, session, address, request, action, subject_kind, subject_id, detail, key_id, mac
                from kept where seq = 3;
                update audit_head set seq = seq + 1
                """);
        assertBad(4, "Entry 4 does not follow from the one before");
    }

    @Test
    void twoEntriesThatChangedPlacesAreNamed() {
        sql("""
                update audit_entry set seq = 1000 where seq = 4;
                update audit_entry set seq = 4 where seq = 5;
                update audit_entry set seq = 5 where seq = 1000
                """);
        assertBad(4, "Entry 4 does not follow from the one before");
    }

    @Test
    void aRemovedTailIsNamedByTheHeadInTheDatabase() {
        sql("delete from audit_entry where seq > 9");
        assertBad(10, "Entries 10 to 12 are missing");
    }

    @Test
    void anEntryAfterTheHeadIsNamed() {
        sql("""
                insert into audit_entry
                select 13, at, actor_kind, actor_id, actor_name, session, address, request, action, subject_kind, subject_id, detail, key_id, mac
                from kept where seq = 12
                """);
        assertBad(13, "Entry 13 is after the head");
    }

    @Test
    void aHeadThatWasChangedIsNamed() {
        sql("update audit_head set mac = decode(repeat('ab', 32), 'hex')");
        assertBad(ENTRIES, "somebody has changed the head");
    }

    /** Whoever also sets the head back leaves no trace in the database. A head that was taken away earlier tells. */
    @Test
    void aRemovedTailIsNamedByAHeadThatWasTakenAway() {
        AuditHead taken = database.read(chain::head);
        sql("""
                delete from audit_entry where seq > 9;
                update audit_head set seq = 9, mac = (select mac from audit_entry where seq = 9)
                """);
        assertThat(verify(null).ok()).as("without it nobody can know").isTrue();
        AuditVerification outcome = verify(taken);
        assertThat(outcome.ok()).isFalse();
        assertThat(outcome.firstBad()).isEqualTo(10);
        assertThat(outcome.problem())
                .contains("Entries 10 to 12 are missing")
                .contains(taken.at().toString());
    }

    @Test
    void aTailThatWasMadeAnewIsNamedByAHeadThatWasTakenAway() {
        AuditHead taken = database.read(chain::head);
        sql("""
                delete from audit_entry where seq > 9;
                update audit_head set seq = 9, mac = (select mac from audit_entry where seq = 9)
                """);
        append(5); // as the server itself goes on, not knowing
        assertThat(verify(null).ok()).isTrue();
        AuditVerification outcome = verify(taken);
        assertThat(outcome.firstBad()).isEqualTo(12);
        assertThat(outcome.problem()).contains("made anew");
    }

    @Test
    void anEarlierHeadHoldsWhileTheChainGrows() {
        AuditHead taken = database.read(chain::head);
        append(3);
        AuditVerification outcome = verify(taken);
        assertThat(outcome.ok()).as(outcome.problem()).isTrue();
        assertThat(outcome.entries()).isEqualTo(ENTRIES + 3);
    }

    @ParameterizedTest
    @CsvSource({"seq", "mac", "at", "seal"})
    void aHeadThatSomebodyMadeUpIsNone(String member) {
        AuditHead taken = database.read(chain::head);
        String other = AuditChain.text(new byte[32]);
        AuditHead forged = new AuditHead(
                member.equals("seq") ? 3 : taken.seq(),
                member.equals("mac") ? other : taken.mac(),
                member.equals("at") ? taken.at().plusSeconds(1) : taken.at(),
                taken.key(),
                member.equals("seal") ? other : taken.seal());
        assertThat(verify(forged).problem()).contains("its seal is wrong");
        AuditHead garbage = new AuditHead(1, "?", Instant.EPOCH, "k", "?");
        assertThat(verify(garbage).problem()).contains("under the key k");
    }

    @Test
    void withAnotherKeyNothingHolds() {
        AuditChain other = new AuditChain(new AuditKey(key(1)));
        AuditVerification outcome = new AuditVerifier(database, other).verify(null, () -> false);
        assertThat(outcome.firstBad()).isEqualTo(1);
        assertThat(outcome.problem()).contains(chain.keyId()).contains(other.keyId());
    }

    @Test
    void itEndsWhenNobodyWaitsForItAnyMore() {
        assertThatThrownBy(() -> verifier.verify(null, () -> true)).isInstanceOf(CancellationException.class);
    }

    /** Moving text from one field to the next makes other bytes, and so does nothing instead of an empty text. */
    @Test
    void noTwoEntriesHaveTheSameBytes() {
        assertThat(Canonical.bytes(entry("ab", "c"))).isNotEqualTo(Canonical.bytes(entry("a", "bc")));
        assertThat(Canonical.bytes(entry("", "c"))).isNotEqualTo(Canonical.bytes(entry(null, "c")));
    }

    private static Entry entry(@Nullable String id, String name) {
        return new Entry(1, Instant.EPOCH, "account", id, name, null, null, null, "a", "b", null, "{}", "k");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_entry set actor_name = 'Mallory'",
                "delete from audit_entry",
                "truncate audit_entry",
                "delete from audit_head",
                "truncate audit_head",
                "update audit_head set seq = seq - 1",
                "update audit_head set mac = decode(repeat('00', 32), 'hex')"
            })
    void theDatabaseRefusesToChangeWhatIsWritten(String statement) {
        restore(); // as it is when nobody has used a superuser's powers
        assertThatThrownBy(() -> sql(statement)).hasMessageContaining("the audit is append-only");
        assertThat(verify(null).ok()).isTrue();
    }

    private void append(int count) {
        for (int i = 1; i <= count; i++) {
            int n = i;
            database.transact(transaction -> {
                AuditStore.note(
                        transaction,
                        Operator.OURSELVES,
                        AuditAction.ROLE_CHANGED,
                        Subject.role("r" + n),
                        JsonNodeFactory.instance.objectNode().put("n", n));
                return true;
            });
        }
    }

    private AuditVerification verify(@Nullable AuditHead taken) {
        return verifier.verify(taken, () -> false);
    }

    private void assertBad(long seq, String problem) {
        AuditVerification outcome = verify(null);
        assertThat(outcome.ok()).isFalse();
        assertThat(outcome.firstBad()).isEqualTo(seq);
        assertThat(outcome.problem()).contains(problem);
    }

    private void sql(String statements) {
        try (Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                Statement sql = connection.createStatement()) {
            sql.execute(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
