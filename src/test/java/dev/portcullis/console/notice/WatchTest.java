package dev.portcullis.console.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;
import dev.portcullis.api.Json;
import dev.portcullis.api.SessionView;
import dev.portcullis.console.common.Language;
import dev.portcullis.console.common.Text;
import dev.portcullis.query.Query;
import dev.portcullis.query.QueryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is worth telling, in how many words, and what can be done about it. */
class WatchTest {
    private static final UUID OWN = new UUID(0, 1);

    private final ObjectProperty<NoticeChoice> choice = new SimpleObjectProperty<>(NoticeChoice.ALL);
    private final NoticeModel notices = new NoticeModel(choice);
    private final List<String> asked = new ArrayList<>();
    private final List<Notice> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-29T02:13:00Z");
    private final Watch watch = new Watch(notices, session(OWN, "nadia@example.com", null, null), () -> now);

    WatchTest() {
        watch.lead(ways(""));
    }

    @Test
    void aStolenTokenIsToldWithItsSession() {
        UUID stolen = new UUID(0, 7);
        happened(EventType.TOKEN_REUSED, session(stolen, "alice@example.com", "reuse", null));

        Notice notice = notices.newest().orElseThrow();
        assertThat(notice.words()).isEqualTo("A refresh token was used twice: alice@example.com");
        assertThat(notice.next().words()).isEqualTo("Show session");
        notice.next().run().run();
        assertThat(asked).containsExactly("handle:" + stolen + " reason:reuse");
    }

    @Test
    void aThousandOfAKindAreOneNoticeThatCounts() {
        for (int i = 0; i < 1000; i++) {
            happened(EventType.TOKEN_REUSED, session(new UUID(1, i), "user" + i % 40 + "@example.com", "reuse", null));
        }

        assertThat(notices.latest()).hasSize(1);
        Notice notice = notices.newest().orElseThrow();
        assertThat(notice.words())
                .isEqualTo("1,000 refresh tokens were used twice, of 40 accounts; last of user39@example.com");
        assertThat(notice.next().words()).isEqualTo("Show sessions");
        assertThat(notices.unreadProperty().get()).isEqualTo(1);
    }

    @Test
    void afterAQuietTheNextIsToldAnew() {
        guess("203.0.113.7");
        now = now.plus(NoticeModel.QUIET);
        guess("203.0.113.7");
        now = now.plusSeconds(5);
        guess("203.0.113.7");

        assertThat(notices.latest())
                .extracting(Notice::words)
                .containsExactly(
                        "Passwords are being guessed from 203.0.113.7: 2 alarms",
                        "Passwords are being guessed from 203.0.113.7");
        assertThat(notices.unreadProperty().get()).isEqualTo(2);
        notices.read();
        assertThat(notices.unreadProperty().get()).isZero();
    }

    @Test
    void whatGrowsAfterItWasReadIsUnreadOnceMore() {
        guess("203.0.113.7");
        notices.read();
        guess("203.0.113.8");
        assertThat(notices.latest()).hasSize(1);
        assertThat(notices.unreadProperty().get()).isEqualTo(1);
        guess("203.0.113.9");
        assertThat(notices.unreadProperty().get()).as("it is one notice").isEqualTo(1);
    }

    @Test
    void whatOneHasDoneOneselfIsNotTold() {
        happened(EventType.REVOCATION_DONE, null, "Nadia@example.com");
        happened(EventType.SESSION_ENDED, session(new UUID(0, 2), "nadia@example.com", "revoked", "nadia@example.com"));
        happened(EventType.SESSION_ENDED, session(new UUID(0, 3), "nadia@example.com", "logout", null));
        happened(EventType.SESSION_ENDED, session(OWN, "nadia@example.com", "revoked", "bob@example.com"));
        happened(EventType.SESSION_ENDED, session(new UUID(0, 4), "alice@example.com", "revoked", "bob@example.com"));

        assertThat(notices.latest()).isEmpty();
    }

    @Test
    void whatOthersEndIsToldAndOnesOwnSessionsApart() {
        happened(EventType.SESSION_ENDED, session(new UUID(0, 2), "nadia@example.com", "revoked", "bob@example.com"));
        happened(EventType.SESSION_ENDED, session(new UUID(0, 3), "nadia@example.com", "revoked", "bob@example.com"));
        happened(EventType.REVOCATION_DONE, null, "bob@example.com");

        assertThat(notices.latest())
                .extracting(Notice::words)
                .containsExactly("bob@example.com ended sessions", "2 of your sessions were ended, and not by you");
        notices.latest().getFirst().next().run().run();
        notices.latest().getLast().next().run().run();
        assertThat(asked)
                .containsExactly(
                        "by:\"bob@example.com\" ended>-1h", "account:" + account("nadia@example.com") + " state:ended");
    }

    @Test
    void onlyAConnectionThatWasMissedIsToldAndAlsoThatItIsBack() {
        watch.connection(true);
        now = now.plusSeconds(1);
        watch.tick();
        watch.connection(false);
        assertThat(notices.latest()).isEmpty();

        watch.connection(true);
        now = now.plus(Watch.MISSED);
        watch.tick();
        watch.tick();
        now = now.plus(Duration.ofMinutes(3));
        watch.connection(true);
        watch.connection(false);

        assertThat(notices.latest())
                .extracting(Notice::words)
                .containsExactly("The server is heard again, after 3 min", "The connection to the server is lost");
    }

    @Test
    void aFileThatIsWrittenIsToldByItsName() {
        watch.exported(Path.of("/home/nadia/audit.csv"), "audit");

        assertThat(notices.newest().orElseThrow().words()).isEqualTo("audit.csv is written");
        notices.newest().orElseThrow().next().run().run();
        assertThat(asked).containsExactly("audit.csv audit");
    }

    @Test
    void whatWasToldIsToldInTheLanguageThatIsSpokenNowAndLeadsToTheDeskThatIsThere() {
        guess("203.0.113.7");
        watch.connection(true);
        now = now.plus(Watch.MISSED);
        watch.tick();
        now = now.plus(Duration.ofMinutes(3));
        Text.speak(Language.GERMAN);
        watch.lead(ways("then "));
        watch.connection(false);
        guess("203.0.113.8");

        assertThat(notices.latest())
                .extracting(Notice::words)
                .containsExactly(
                        "Von 203.0.113.8 aus werden Passwörter geraten",
                        "Der Server antwortet wieder, nach 3 min",
                        "Die Verbindung zum Server ist verloren",
                        "Von 203.0.113.7 aus werden Passwörter geraten");
        notices.latest().getLast().next().run().run();
        notices.latest().get(1).next().run().run();
        assertThat(asked).containsExactly("then ip:203.0.113.7", "then connection");
    }

    @AfterEach
    void speakEnglish() {
        Text.speak(Language.ENGLISH);
    }

    @Test
    void whatIsNotWantedIsNotTold() {
        var _ = notices.onTold(told::add);
        choice.set(NoticeChoice.ALL.with(NoticeKind.GUESSING, false));
        guess("203.0.113.7");
        assertThat(told).isEmpty();

        choice.set(choice.get().with(NoticeKind.GUESSING, true));
        guess("203.0.113.8");
        assertThat(told).hasSize(1);

        choice.set(choice.get().with(false));
        guess("203.0.113.9");
        watch.exported(Path.of("a.csv"), "audit");
        assertThat(told).hasSize(1);
        assertThat(notices.latest()).hasSize(1);
    }

    @Test
    void whatCanBeDoneAsksWhatTheServerUnderstands() throws QueryException {
        for (int i = 0; i < 2; i++) {
            happened(EventType.TOKEN_REUSED, session(new UUID(7, i), "alice" + i + "@example.com", "reuse", null));
            guess("2001:db8::" + i);
            happened(EventType.SESSION_ENDED, session(new UUID(8, i), "nadia@example.com", "quota", null));
            happened(EventType.REVOCATION_DONE, null, "bob" + i + "@example.com");
            List.copyOf(notices.latest()).forEach(notice -> notice.next().run().run());
        }

        assertThat(asked).hasSize(8);
        for (String each : asked) {
            assertThat(Query.parse(each)).isNotNull();
        }
    }

    @Test
    void onlySoManyAreKept() {
        for (int i = 0; i <= NoticeModel.MOST; i++) {
            watch.exported(Path.of(i + ".csv"), "audit");
        }

        assertThat(notices.latest()).hasSize(NoticeModel.MOST);
        assertThat(notices.newest().orElseThrow().words()).startsWith(NoticeModel.MOST + ".csv");
    }

    /** @param desk which one leads there */
    private Watch.Ways ways(String desk) {
        return new Watch.Ways() {
            @Override
            public void showSessions(String query) {
                asked.add(desk + query);
            }

            @Override
            public void showConnection() {
                asked.add(desk + "connection");
            }

            @Override
            public void showFile(Path file, String screen) {
                asked.add(desk + file.getFileName() + " " + screen);
            }
        };
    }

    private void guess(String address) {
        watch.happened(EventType.LOGIN_THROTTLED, new EventData(now, null, address, null));
    }

    private void happened(EventType type, SessionView session) {
        watch.happened(type, new EventData(now, session, null, null));
    }

    private void happened(EventType type, @Nullable SessionView session, String by) {
        watch.happened(type, new EventData(now, session, null, null, null, by));
    }

    private static UUID account(String email) {
        return UUID.nameUUIDFromBytes(email.getBytes(StandardCharsets.UTF_8));
    }

    private static SessionView session(UUID handle, String email, @Nullable String reason, @Nullable String by) {
        String json = """
                {"handle":"%s","account":{"id":"%s","email":"%s","name":"N"},"version":1%s%s}
                """.formatted(
                        handle,
                        account(email),
                        email,
                        reason == null ? "" : ",\"endReason\":\"" + reason + "\"",
                        by == null ? "" : ",\"endedBy\":\"" + by + "\"");
        try {
            return Json.read(json.getBytes(StandardCharsets.UTF_8), SessionView.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
