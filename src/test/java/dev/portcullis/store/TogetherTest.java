package dev.portcullis.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.EventType;
import dev.portcullis.support.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callers who share a statement: each has an answer of their own, whatever becomes of the others. */
class TogetherTest {
    private static final Database DATABASE = Database.open(TestDatabase.fresh());
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Together.Times USUAL = new Together.Times(LONG, LONG);
    private static final int CANNOT_BE = 1_000_000;
    private static final int ENDS_THE_CONNECTION = 2_000_000;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch open = new CountDownLatch(1);
    private final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void makeTable() {
        DATABASE.transact(transaction -> {
            transaction.update("drop table if exists number");
            return transaction.update(
                    "create table number (n integer primary key check (n <> " + CANNOT_BE + "), twice integer)");
        });
    }

    @AfterEach
    void stop() {
        open.countDown();
        threads.close();
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    /** Writes numbers, and answers with twice each; not before it may. */
    private List<Integer> twice(Transaction transaction, List<Integer> numbers) throws SQLException {
        sizes.add(numbers.size());
        pass();
        if (numbers.contains(ENDS_THE_CONNECTION)) {
            transaction.query("select pg_terminate_backend(pg_backend_pid())", row -> true);
        }
        List<Integer> answers = transaction.query("""
                with asked as (
                    select * from unnest(?::integer[]) with ordinality as asked (n, place)
                ), written as (
                    insert into number select n, 2 * n from asked returning n, twice
                )
                select twice from written join asked using (n) order by place
                """, row -> row.getInt("twice"), numbers);
        for (int i = 0; i < numbers.size(); i++) {
            transaction.happened(i, Happening.of(EventType.SESSION_CHANGED, new UUID(0, numbers.get(i))));
        }
        return answers;
    }

    private void pass() {
        try {
            if (!open.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody opened");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Together<Integer, Integer> together(Together.Times times) {
        return new Together<>(DATABASE, this::twice, times);
    }

    /** So many callers of the numbers from one on, all waiting, but for those who ask already. */
    private List<Future<Integer>> gathered(Together<Integer, Integer> together, int callers) {
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 1; i <= callers; i++) {
            answers.add(called(together, i));
        }
        await().until(() -> together.waiting() == callers - 1);
        return answers;
    }

    /** One who has come before the next is called. */
    private Future<Integer> called(Together<Integer, Integer> together, int number) {
        int before = together.waiting() + sizes.size();
        Future<Integer> answer = threads.submit(() -> together.ask(number));
        await().pollInterval(Duration.ofMillis(1)).until(() -> together.waiting() + sizes.size() > before);
        return answer;
    }

    private static int written() {
        return DATABASE.read(transaction -> transaction.one("select count(*) from number", row -> row.getInt(1)));
    }

    @Test
    void whoComesAloneIsAskedForAtOnce() {
        open.countDown();
        Together<Integer, Integer> together = together(USUAL);
        assertThat(together.ask(1)).isEqualTo(2);
        assertThat(together.ask(2)).isEqualTo(4);
        assertThat(sizes).containsExactly(1, 1);
    }

    @Test
    void thoseWhoComeMeanwhileShareAStatementAndEachHasItsOwnAnswer() throws Exception {
        Together<Integer, Integer> together = together(USUAL);
        List<Future<Integer>> answers = gathered(together, 20);
        open.countDown();
        for (int i = 0; i < 20; i++) {
            assertThat(answers.get(i).get()).isEqualTo(2 * (i + 1));
        }
        assertThat(sizes).containsExactly(1, 19);
    }

    @Test
    void whoCameFirstIsAskedForFirstAndNoMoreThanAFewShareOne() throws Exception {
        Together<Integer, Integer> together = together(USUAL);
        List<Future<Integer>> answers = gathered(together, 2 * Together.MOST + 1);
        open.countDown();
        for (Future<Integer> answer : answers) {
            answer.get();
        }
        assertThat(sizes).containsExactly(1, Together.MOST, Together.MOST);
        assertThat(written()).isEqualTo(answers.size());
    }

    @Test
    void whoAsksForWhatCannotBeDoesNoHarmToTheOthers() throws Exception {
        Together<Integer, Integer> together = together(USUAL);
        List<Future<Integer>> answers = gathered(together, 10);
        Future<Integer> poisoned = called(together, CANNOT_BE);
        open.countDown();
        for (int i = 0; i < 10; i++) {
            assertThat(answers.get(i).get()).isEqualTo(2 * (i + 1));
        }
        assertThatThrownBy(poisoned::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("23514");
        assertThat(written()).isEqualTo(10);
    }

    @Test
    void eachIsToldOnceWhatHappenedToItOnItsOwnThread() throws Exception {
        Map<Long, Thread> told = new ConcurrentHashMap<>();
        List<Long> order = new CopyOnWriteArrayList<>();
        DATABASE.onCommit(happenings -> happenings.forEach(happening -> {
            long number = happening.session() == null ? 0 : happening.session().getLeastSignificantBits();
            told.put(number, Thread.currentThread());
            order.add(number);
        }));
        Together<Integer, Integer> together = together(USUAL);
        List<Future<Integer>> answers = gathered(together, 8);
        Future<Integer> poisoned = called(together, CANNOT_BE); // so that some of it is done twice
        open.countDown();
        for (Future<Integer> answer : answers) {
            answer.get();
        }
        assertThatThrownBy(poisoned::get).isInstanceOf(ExecutionException.class);
        assertThat(order).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(told.values()).doesNotHaveDuplicates();
    }

    @Test
    void whenTheConnectionIsLostEachIsToldThatNobodyKnows() throws Exception {
        Together<Integer, Integer> together = together(USUAL);
        Future<Integer> before = called(together, 1);
        List<Future<Integer>> doomed = IntStream.of(3, 4, ENDS_THE_CONNECTION)
                .mapToObj(number -> called(together, number))
                .toList();
        open.countDown();
        doomed.forEach(answer -> assertThatThrownBy(answer::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(StoreUnavailableException.class));
        assertThat(before.get()).isEqualTo(2);
        assertThat(together.ask(5)).isEqualTo(10);
    }

    @Test
    void whoWaitsTooLongIsToldSoAndNothingIsDoneForThem() throws Exception {
        Together<Integer, Integer> together = together(new Together.Times(LONG, Duration.ofMillis(50)));
        Future<Integer> first = called(together, 1);
        assertThatThrownBy(() -> together.ask(2)).isInstanceOf(StoreUnavailableException.class);
        open.countDown();
        assertThat(first.get()).isEqualTo(2);
        assertThat(written()).isEqualTo(1);
    }

    @Test
    void aStatementThatIsHeldUpHoldsUpNobodyElse() throws Exception {
        Together<Integer, Integer> together = new Together<>(
                DATABASE,
                (transaction, numbers) -> {
                    if (numbers.contains(1)) {
                        return twice(transaction, numbers);
                    }
                    return numbers;
                },
                new Together.Times(Duration.ofMillis(20), LONG));
        Future<Integer> heldUp = called(together, 1);
        for (int i = 2; i < 50; i++) {
            assertThat(together.ask(i)).isEqualTo(i);
        }
        assertThat(heldUp.isDone()).isFalse();
        open.countDown();
        assertThat(heldUp.get()).isEqualTo(2);
    }

    @Test
    void noMoreThanAFewAreUnderWayAtOnce() throws Exception {
        Together<Integer, Integer> together = together(new Together.Times(Duration.ofMillis(1), LONG));
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 1; i <= Together.AT_ONCE; i++) {
            answers.add(called(together, i));
            int begun = i;
            await().until(() -> sizes.size() == begun);
        }
        answers.add(called(together, Together.AT_ONCE + 1));
        answers.add(called(together, Together.AT_ONCE + 2));
        assertThat(together.waiting()).isEqualTo(2);
        open.countDown();
        for (Future<Integer> answer : answers) {
            answer.get();
        }
        assertThat(sizes.subList(0, Together.AT_ONCE)).containsOnly(1);
    }

    @Test
    void whoIsInterruptedWhileWaitingLeavesAndStaysInterrupted() throws Exception {
        Together<Integer, Integer> together = together(USUAL);
        Future<Integer> first = called(together, 1);
        List<Boolean> interrupted = new CopyOnWriteArrayList<>();
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                together.ask(3);
            } catch (StoreUnavailableException e) {
                interrupted.add(Thread.currentThread().isInterrupted());
            }
        });
        await().until(() -> together.waiting() == 1);
        waiting.interrupt();
        waiting.join();
        assertThat(interrupted).containsExactly(true);
        open.countDown();
        assertThat(first.get()).isEqualTo(2);
        assertThat(together.waiting()).isZero();
    }

    @Test
    void noMoreThanManyWait() throws Exception {
        Together<Integer, Integer> together = together(USUAL);
        List<Future<Integer>> answers = new ArrayList<>();
        answers.add(called(together, 1));
        IntStream.rangeClosed(2, Together.MOST_WAITING + 1)
                .forEach(number -> answers.add(threads.submit(() -> together.ask(number))));
        await().until(() -> together.waiting() == Together.MOST_WAITING);
        assertThatThrownBy(() -> together.ask(0)).isInstanceOf(StoreUnavailableException.class);
        open.countDown();
        for (Future<Integer> answer : answers) {
            answer.get();
        }
        assertThat(written()).isEqualTo(Together.MOST_WAITING + 1);
    }
}
