package dev.portcullis.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventType;
import dev.portcullis.session.Session;
import dev.portcullis.store.AccountStore.Account;
import dev.portcullis.store.PopulationStore.Event;
import dev.portcullis.store.PopulationStore.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A population: the same for the same numbers, as uneven as a real one, and nowhere in contradiction with itself. */
class SeededPopulationTest {
    private static final Instant NOW = Instant.parse("2026-11-24T14:00:00Z");
    private static final Population SOME = population(7, NOW);
    private static final List<Session> SESSIONS =
            IntStream.range(0, SOME.sessions()).mapToObj(SOME::session).toList();
    private static final List<Event> EVENTS = events(SOME);

    private static Population population(long seed, Instant now) {
        return new Population(new Population.Plan(seed, 4000, 2000, now, "$hash$"));
    }

    private static List<Event> events(Population population) {
        History history = population.history();
        return IntStream.range(0, history.events()).mapToObj(history::event).toList();
    }

    /** All that there is of it, as text. */
    private static List<String> rows(Population population) {
        List<String> rows = IntStream.range(0, population.sessions())
                .mapToObj(i -> line(population.session(i))
                        + population.tokens(i).stream()
                                .map(token -> token.session() + Arrays.toString(token.hash()) + token.generation())
                                .toList())
                .collect(Collectors.toList());
        IntStream.range(0, population.accounts())
                .mapToObj(i -> population.account(i) + population.account(i).email())
                .forEach(rows::add);
        events(population).forEach(event -> rows.add(event.toString()));
        return rows;
    }

    private static String line(Session session) {
        return session.toString().replaceFirst("secretHash=[^,]*", Arrays.toString(session.secretHash()));
    }

    @Test
    void theSameNumbersMakeTheSameRows() {
        assertThat(rows(population(7, NOW))).isEqualTo(rows(SOME));
        assertThat(line(population(8, NOW).session(0))).isNotEqualTo(line(SESSIONS.getFirst()));
    }

    @Test
    void asManyAreActiveAsWereAskedForAndStayItForTenMinutes() {
        assertThat(SESSIONS.stream().filter(Session::active)).hasSize(4000).allSatisfy(session -> {
            assertThat(session.idleExpiresAt()).isAfterOrEqualTo(NOW.plus(Duration.ofMinutes(10)));
            assertThat(session.expiresAt()).isAfterOrEqualTo(NOW.plus(Duration.ofMinutes(10)));
        });
    }

    @Test
    void theTimesOfASessionFollowEachOther() {
        assertThat(SESSIONS).isSortedAccordingTo(Comparator.comparing(Session::handle));
        assertThat(SESSIONS)
                .isSortedAccordingTo(Comparator.comparing(Session::createdAt))
                .allSatisfy(session -> {
                    assertThat(session.createdAt()).isBeforeOrEqualTo(session.lastSeenAt());
                    assertThat(session.lastSeenAt()).isBeforeOrEqualTo(NOW);
                    assertThat(session.idleExpiresAt())
                            .isEqualTo(
                                    session.lastSeenAt().plus(session.limits().idle()));
                    assertThat(session.access().issuedAt()).isBeforeOrEqualTo(session.lastSeenAt());
                    assertThat(session.access().expiresAt()).isBeforeOrEqualTo(session.expiresAt());
                    assertThat(session.refresh().expiresAt()).isBeforeOrEqualTo(session.expiresAt());
                });
    }

    /** As {@code session_now} would have judged: who has lapsed did so at the limit that came first. */
    @Test
    void anEndIsWhereItsReasonSays() {
        assertThat(SESSIONS.stream().filter(session -> !session.active())).allSatisfy(session -> {
            Session.End end = Objects.requireNonNull(session.over());
            assertThat(end.at()).isBetween(NOW.minus(Duration.ofDays(30)), NOW);
            Instant limit = session.idleExpiresAt().isBefore(session.expiresAt())
                    ? session.idleExpiresAt()
                    : session.expiresAt();
            switch (end.reason()) {
                case IDLE ->
                    assertThat(end.at()).isEqualTo(session.idleExpiresAt()).isEqualTo(limit);
                case EXPIRED ->
                    assertThat(end.at()).isEqualTo(session.expiresAt()).isEqualTo(limit);
                default -> assertThat(end.at()).isBefore(limit).isAfter(session.lastSeenAt());
            }
            assertThat(session.refresh().reused()).isEqualTo(end.reason() == EndReason.REUSE);
        });
        assertThat(SESSIONS.stream()
                        .map(Session::over)
                        .filter(Objects::nonNull)
                        .map(Session.End::reason)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(EndReason.values());
    }

    @Test
    void eachFamilyIsALineFromTheFirstTokenToTheOneThatIsBound() {
        for (int i = 0; i < SOME.sessions(); i++) {
            Session session = SESSIONS.get(i);
            List<Token> tokens = SOME.tokens(i);
            assertThat(tokens).hasSize(session.refresh().generation());
            for (int g = 0; g < tokens.size(); g++) {
                Token token = tokens.get(g);
                assertThat(token.session()).isEqualTo(session.handle());
                assertThat(token.generation().generation()).isEqualTo(g + 1);
                assertThat(token.generation().spentAt())
                        .isEqualTo(
                                g + 1 == tokens.size()
                                        ? null
                                        : tokens.get(g + 1).generation().issuedAt());
            }
            assertThat(tokens.getFirst().generation().issuedAt()).isEqualTo(session.createdAt());
            assertThat(tokens.getLast().generation().accessJti())
                    .isEqualTo(session.access().jti());
            assertThat(tokens.stream()
                            .anyMatch(token -> "stale".equals(token.generation().verdict())))
                    .isEqualTo(session.refresh().reused());
        }
    }

    @Test
    void theEventsAreInOrderAndTellWhatHappenedToTheSessions() {
        assertThat(EVENTS)
                .isSortedAccordingTo(Comparator.comparing(Event::at))
                .allSatisfy(event -> assertThat(event.at()).isBetween(NOW.minus(Duration.ofDays(30)), NOW));
        Map<UUID, Session> sessions = SESSIONS.stream().collect(Collectors.toMap(Session::handle, Function.identity()));
        Map<EventType, Map<UUID, Long>> told = EVENTS.stream()
                .filter(event -> event.session() != null)
                .collect(Collectors.groupingBy(
                        Event::type,
                        Collectors.groupingBy(
                                event -> Objects.requireNonNull(event.session()), Collectors.counting())));
        assertThat(of(told, EventType.SESSION_ENDED).keySet())
                .isEqualTo(sessions.values().stream()
                        .filter(session -> !session.active())
                        .map(Session::handle)
                        .collect(Collectors.toSet()));
        assertThat(of(told, EventType.TOKEN_REUSED).keySet())
                .isEqualTo(sessions.values().stream()
                        .filter(session -> session.refresh().reused())
                        .map(Session::handle)
                        .collect(Collectors.toSet()));
        sessions.values().stream()
                .filter(session -> session.createdAt().isAfter(NOW.minus(Duration.ofDays(30))))
                .forEach(session -> {
                    assertThat(of(told, EventType.SESSION_STARTED)).containsEntry(session.handle(), 1L);
                    assertThat(of(told, EventType.TOKEN_REFRESHED).getOrDefault(session.handle(), 0L))
                            .isEqualTo(session.refresh().generation() - 1L);
                });
    }

    private static Map<UUID, Long> of(Map<EventType, Map<UUID, Long>> told, EventType type) {
        return told.getOrDefault(type, Map.of());
    }

    @Test
    void itIsUneven() {
        Map<UUID, Long> byAccount = SESSIONS.stream()
                .collect(Collectors.groupingBy(session -> session.account().id(), Collectors.counting()));
        assertThat(byAccount.values().stream().max(Comparator.naturalOrder()).orElseThrow())
                .isGreaterThan(60);
        assertThat(byAccount.values().stream().filter(count -> count == 1).count())
                .isGreaterThan(50);
        assertThat(SESSIONS.stream()
                        .map(session -> session.client().address())
                        .filter(address -> Objects.requireNonNull(address).contains(":")))
                .hasSizeBetween(600, 3000);
        assertThat(SESSIONS.stream()
                        .map(session -> session.location().country())
                        .filter(Objects::nonNull)
                        .distinct())
                .hasSizeGreaterThan(8);
        assertThat(SESSIONS.stream().filter(session -> session.novelty().device()))
                .hasSizeBetween(100, 300);
        long nights = EVENTS.stream().filter(event -> hour(event) < 5).count();
        long mornings = EVENTS.stream()
                .filter(event -> hour(event) >= 8 && hour(event) < 13)
                .count();
        assertThat(mornings).isGreaterThan(2 * nights);
    }

    private static int hour(Event event) {
        return (int) (event.at().getEpochSecond() / 3600 % 24);
    }

    @Test
    void nobodyHasAnAddressThatCouldBeSomebodyElsesAndWhoIsDisabledHasNoActiveSession() {
        List<Account> accounts =
                IntStream.range(0, SOME.accounts()).mapToObj(SOME::account).toList();
        assertThat(accounts.stream().map(Account::email))
                .doesNotHaveDuplicates()
                .allMatch(email -> email.matches("[a-z0-9.-]+@[a-z]+-7\\.example\\.(com|net|org)"));
        Map<UUID, Account> byId = accounts.stream().collect(Collectors.toMap(Account::id, Function.identity()));
        assertThat(SESSIONS).allSatisfy(session -> {
            Account account = Objects.requireNonNull(byId.get(session.account().id()));
            assertThat(session.permissions()).isEqualTo(account.effectivePermissions());
            assertThat(account.createdAt()).isBefore(session.createdAt());
            assertThat(account.enabled() || !session.active()).isTrue();
        });
    }
}
