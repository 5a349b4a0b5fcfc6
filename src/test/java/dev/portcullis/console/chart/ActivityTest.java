package dev.portcullis.console.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;
import dev.portcullis.api.Stats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActivityTest {
    private static final Instant NOW = Instant.parse("2026-11-23T14:02:11Z");

    private final Activity activity = new Activity();

    @Test
    void whatTheServerCountedIsShownAsItIs() {
        activity.rebase(stats());
        Stats shown = activity.at(NOW);
        assertThat(shown.active()).isEqualTo(100);
        assertThat(shown.reusedLastDay()).isEqualTo(1);
        assertThat(shown.minutes()).hasSize(60);
        assertThat(shown.minutes().getLast()).isEqualTo(new Stats.Minute(NOW, 100, 3, 2, 1, 0));
    }

    @Test
    void laterEventsAreAddedAtOnce() {
        activity.rebase(stats());
        hear(EventType.SESSION_STARTED, 1);
        hear(EventType.SESSION_STARTED, 2);
        hear(EventType.SESSION_ENDED, 3);
        hear(EventType.LOGIN_FAILED, 4);
        hear(EventType.TOKEN_REUSED, 5);
        Stats shown = activity.at(NOW.plusSeconds(5));
        assertThat(shown.active()).isEqualTo(101);
        assertThat(shown.reusedLastDay()).isEqualTo(2);
        assertThat(shown.minutes().getLast()).isEqualTo(new Stats.Minute(NOW.plusSeconds(5), 101, 5, 3, 2, 1));
    }

    @Test
    void anEventThatTheAnswerCountedIsNotCountedTwice() {
        activity.rebase(stats());
        hear(EventType.SESSION_STARTED, 0);
        hear(EventType.SESSION_STARTED, -3);
        assertThat(activity.at(NOW).active()).isEqualTo(100);
    }

    @Test
    void aMinuteThatIsOverBecomesAPointAndTheNextStartsFromZero() {
        activity.rebase(stats());
        hear(EventType.SESSION_STARTED, 1);
        Stats shown = activity.at(NOW.plusSeconds(60));
        assertThat(shown.minutes()).hasSize(60);
        Stats.Minute over = shown.minutes().get(58);
        assertThat(over).isEqualTo(new Stats.Minute(Instant.parse("2026-11-23T14:03:00Z"), 101, 4, 2, 1, 0));
        assertThat(shown.minutes().getLast()).isEqualTo(new Stats.Minute(NOW.plusSeconds(60), 101, 0, 0, 0, 0));
    }

    @Test
    void afterALongSleepThereIsAnHourAndNoMore() {
        activity.rebase(stats());
        Stats shown = activity.at(NOW.plus(Duration.ofHours(30)));
        assertThat(shown.minutes()).hasSize(60);
        assertThat(shown.minutes().getFirst().at()).isAfter(NOW.plus(Duration.ofHours(28)));
    }

    @Test
    void beforeTheServerWasHeardNothingIsCounted() {
        hear(EventType.SESSION_STARTED, 1);
        assertThat(activity.known()).isFalse();
    }

    @Test
    void theTileShowsTheLastWholeMinuteOrTheRunningOneIfItIsMoreAlready() {
        activity.rebase(stats());
        assertThat(Tiles.lastMinute(activity.at(NOW), Stats.Minute::started)).isEqualTo(7);
        for (int i = 1; i <= 6; i++) {
            hear(EventType.SESSION_STARTED, i);
        }
        assertThat(Tiles.lastMinute(activity.at(NOW.plusSeconds(6)), Stats.Minute::started))
                .isEqualTo(9);
    }

    private void hear(EventType type, int secondsLater) {
        activity.add(type, new EventData(NOW.plusSeconds(secondsLater), null, null, null));
    }

    private static Stats stats() {
        List<Stats.Minute> minutes = new ArrayList<>();
        Instant last = Instant.parse("2026-11-23T14:02:00Z");
        for (int i = 58; i >= 0; i--) {
            minutes.add(new Stats.Minute(last.minus(Duration.ofMinutes(i)), 90, 7, 5, 4, 0));
        }
        minutes.add(new Stats.Minute(NOW, 100, 3, 2, 1, 0));
        return new Stats(NOW, 100, 1, minutes);
    }
}
