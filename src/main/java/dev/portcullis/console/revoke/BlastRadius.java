package dev.portcullis.console.revoke;

import dev.portcullis.api.SessionView;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whom ending these sessions would hit. Each list is ordered by how many sessions share the name, the most first.
 *
 * @param seenLately how many were used in the last five minutes
 */
public record BlastRadius(
        List<Share> users, List<Share> addresses, List<Share> devices, List<Share> permissions, long seenLately) {
    private static final Duration LATELY = Duration.ofMinutes(5);

    /** How many of the sessions have this in common. */
    public record Share(String name, long count) {}

    public static BlastRadius of(List<SessionView> sessions, Instant now) {
        Instant since = now.minus(LATELY);
        return new BlastRadius(
                shares(sessions, session -> Stream.of(session.account().email())),
                shares(sessions, session -> Stream.of(Objects.requireNonNullElse(session.address(), "–"))),
                shares(sessions, session -> Stream.of(session.device())),
                shares(sessions, session -> session.permissions().stream()),
                sessions.stream()
                        .filter(session -> session.lastSeenAt().isAfter(since))
                        .count());
    }

    private static List<Share> shares(List<SessionView> sessions, Function<SessionView, Stream<String>> names) {
        Map<String, Long> counts =
                sessions.stream().flatMap(names).collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> new Share(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Share::count).reversed().thenComparing(Share::name))
                .toList();
    }
}
