package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.portcullis.store.Database;
import dev.portcullis.store.RollupStore;
import dev.portcullis.support.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is done again and again, and what the log says of a round that came to nothing. */
class HousekeepingTest {
    private static final Logger ITS = (Logger) LoggerFactory.getLogger(Housekeeping.class);

    private final List<ILoggingEvent> said = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> kept = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            said.add(event);
        }
    };

    @BeforeEach
    void listen() {
        kept.start();
        ITS.addAppender(kept);
    }

    @AfterEach
    void forget() {
        ITS.detachAppender(kept);
    }

    @Test
    void whatABusyDatabaseDoesNotAnswerInTimeIsOneLineAndAskedAgain() throws Exception {
        Database.Address address = TestDatabase.fresh();
        try (Database database = Database.open(address);
                Connection other = DriverManager.getConnection(address.url(), address.user(), address.password());
                Statement sql = other.createStatement();
                Housekeeping housekeeping = new Housekeeping()) {
            other.setAutoCommit(false);
            sql.execute("lock table rollup in access exclusive mode"); // whoever reads it waits
            housekeeping.every(
                    Duration.ofMillis(10),
                    "counting",
                    () -> database.readWithin(Duration.ofMillis(500), RollupStore::ready));
            await().until(() -> said.size() >= 2);
        }
        assertThat(said).allSatisfy(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getFormattedMessage())
                    .isEqualTo("counting is given up this time: the question takes too long");
            assertThat(line.getThrowableProxy()).isNull();
        });
    }

    @Test
    void whatFailsIsAnErrorWithItsStackAndTheNextRoundComes() {
        try (Housekeeping housekeeping = new Housekeeping()) {
            housekeeping.every(Duration.ofMillis(10), "counting", () -> {
                throw new IllegalStateException("no idea");
            });
            await().until(() -> said.size() >= 2);
        }
        assertThat(said).allSatisfy(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.ERROR);
            assertThat(line.getThrowableProxy().getMessage()).isEqualTo("no idea");
        });
    }
}
