package dev.portcullis.console.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.console.common.Background;
import dev.portcullis.support.Turns;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UserActivityTest {
    private final AtomicInteger reports = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private Instant now = Instant.EPOCH;

    @Test
    void isReportedOnceAMinuteHoweverMuchThereIs() {
        UserActivity activity = activity(false);
        for (int second = 0; second < 150; second++) {
            now = Instant.EPOCH.plusSeconds(second);
            activity.noticed();
        }

        await().until(() -> reports.get() == 2);
    }

    @Test
    void nothingIsReportedWhereNothingHappens() {
        UserActivity activity = activity(false);
        now = now.plus(UserActivity.EVERY.multipliedBy(10));

        assertThat(reports).hasValue(0);
        activity.noticed();
        await().until(() -> reports.get() == 1);
    }

    @Test
    void aRefusalIsHeard() {
        UserActivity activity = activity(true);
        now = now.plus(UserActivity.EVERY);

        activity.noticed();

        await().until(() -> failures.get() == 1);
    }

    private UserActivity activity(boolean refused) {
        return new UserActivity(
                new Background(new Turns()),
                () -> now,
                () -> {
                    reports.incrementAndGet();
                    if (refused) {
                        throw new IllegalStateException("refused");
                    }
                    return true;
                },
                _ -> failures.incrementAndGet());
    }
}
