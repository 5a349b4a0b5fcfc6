package dev.portcullis.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditChain;
import dev.portcullis.session.Operator;
import dev.portcullis.store.Database;
import dev.portcullis.store.SigningKeyStore;
import dev.portcullis.support.TestDatabase;
import dev.portcullis.support.TestServer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The keys in the database, and many servers that look after them at once. */
class SigningKeysTest {
    @Test
    void serversThatStartAtOnceAgreeOnOneKeyAndOneToFollowIt() throws Exception {
        try (Database database = Database.open(TestDatabase.fresh())) {
            List<Callable<String>> servers = IntStream.range(0, 8)
                    .<Callable<String>>mapToObj(_ -> () -> load(database).signingKid())
                    .toList();
            assertThat(new HashSet<>(results(servers))).hasSize(1);
            assertThat(database.read(SigningKeyStore::all).rows()).hasSize(2);
        }
    }

    @Test
    void operatorsWhoReplaceCompromisedKeysAtOnceLeaveOneKeyAndOneToFollowIt() throws Exception {
        try (Database database = Database.open(TestDatabase.fresh())) {
            SigningKeys keys = load(database);
            String first = keys.signingKid();
            results(IntStream.range(0, 4)
                    .<Callable<Integer>>mapToObj(
                            _ -> () -> keys.rotate(true, Operator.OURSELVES).size())
                    .toList());
            KeyStates states = new KeyStates(database.read(SigningKeyStore::all));
            assertThat(states.signing().orElseThrow().kid()).isNotEqualTo(first).isEqualTo(keys.signingKid());
            assertThat(states.keys().rows().stream().filter(states::published)).hasSize(2);
        }
    }

    @Test
    void thePrivateHalvesAreOfUseToNobodyWithoutTheMasterKey() {
        try (Database database = Database.open(TestDatabase.fresh())) {
            load(database);
            byte[] other = new byte[32];
            other[0] = 1;
            MasterKey wrong = MasterKey.parse(Base64.getUrlEncoder().encodeToString(other))
                    .orElseThrow();
            assertThatThrownBy(() -> SigningKeys.load(database, wrong, SigningKeys.PERIOD))
                    .isInstanceOf(SigningKeys.WrongMasterKeyException.class);
        }
    }

    /** Whoever sends names of keys that there are not cannot make the server read them all the time. */
    @Test
    void aThousandUnknownNamesCostAFewReadings() throws Exception {
        AtomicInteger readings = new AtomicInteger();
        SharedReading reading = new SharedReading(readings::incrementAndGet);
        long began = System.nanoTime();
        List<Callable<Boolean>> asked = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            asked.add(() -> {
                int before = readings.get();
                reading.await();
                return readings.get() > before; // it began after this one asked
            });
        }
        assertThat(Set.copyOf(results(asked))).containsExactly(true);
        long tenths = (System.nanoTime() - began) / 100_000_000;
        assertThat(readings.get()).isLessThanOrEqualTo((int) tenths + 2);
    }

    private static SigningKeys load(Database database) {
        database.sealAuditWith(new AuditChain(new AuditKey(TestServer.masterKey())));
        return SigningKeys.load(database, TestServer.masterKey(), SigningKeys.PERIOD);
    }

    private static <T> List<T> results(List<Callable<T>> calls) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> call : threads.invokeAll(calls)) {
                results.add(call.get());
            }
            return results;
        }
    }
}
