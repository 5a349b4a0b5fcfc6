package dev.portcullis.console.sessions;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.DeviceType;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.Permission;
import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.Stats;
import dev.portcullis.api.Suspension;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Made-up sessions. */
public final class People {
    public static final Instant NOW = Instant.parse("2026-11-23T14:02:11Z");
    static final Duration IDLE = Duration.ofMinutes(30);
    static final Duration ABSOLUTE = Duration.ofHours(12);

    private static final List<String> NAMES = List.of(
            "alice.mendez",
            "j.okafor",
            "tomas.r",
            "p.novak",
            "lin.wei",
            "e.lund",
            "marta.s",
            "nadia.k",
            "svc-payments",
            "bartholomew.featherstonehaugh");
    private static final List<String> DEVICES = List.of(
            "Firefox 148 · Windows",
            "Chrome 150 · macOS",
            "Safari 26 · iPadOS",
            "Chrome 150 · Android",
            "curl",
            "Edge 150 · Windows");
    private static final List<String> ADDRESSES = List.of(
            "10.20.4.17", "198.51.100.7", "192.0.2.181", "10.8.3.201", "203.0.113.44", "2001:db8::8a2e:370:7334");
    private static final List<List<String>> PERMISSIONS = List.of(
            List.of("orders:read"),
            List.of("orders:read", "billing"),
            List.of("reports", "orders:read", "orders:write"),
            List.of());

    /** Whose accounts are named as the simulation names its own. */
    static final String SIMULATED = "@simulated.example";

    private People() {}

    public static UUID handle(long number) {
        return new UUID(
                0x0199f3a2_71c4_7000L + (number << 16), 0x9b1f4c0000000000L | (number * 0x9e3779b1L & 0xffff_ffffL));
    }

    /** One session of somebody, last seen now. */
    public static SessionView session(long number, String email) {
        return session(
                number,
                email,
                "198.51.100.7",
                "Firefox 148 · Windows",
                List.of("orders:read"),
                NOW.minusSeconds(60),
                NOW,
                1,
                false);
    }

    static SessionView session(
            long number,
            String email,
            String address,
            String device,
            List<String> permissions,
            Instant created,
            Instant seen,
            int generation,
            boolean reused) {
        Random random = new Random(number);
        return new SessionView(
                handle(number),
                new SessionView.Account(new UUID(7, email.hashCode()), email, name(email)),
                SessionState.ACTIVE,
                null,
                null,
                null,
                null,
                created,
                created,
                List.of("pwd"),
                seen,
                seen.plus(IDLE),
                created.plus(ABSOLUTE),
                IDLE.toSeconds(),
                ABSOLUTE.toSeconds(),
                address,
                "Mozilla/5.0 (made up) " + device,
                device,
                device.replaceFirst("[ ·].*", ""),
                device.contains(" · ") ? device.replaceFirst(".* · ", "") : null,
                DeviceType.OTHER,
                network(address),
                null,
                null,
                null,
                number % 29 == 7,
                number % 13 == 5,
                Delivery.COOKIE,
                permissions,
                number % 3 == 0 ? Map.of("tenant", "acme", "theme", "dark") : Map.of(),
                new SessionView.Tokens(
                        new SessionView.Access(
                                new UUID(random.nextLong(), random.nextLong()),
                                NOW.plusSeconds(random.nextInt(-30, 300))),
                        new SessionView.Refresh(
                                new UUID(random.nextLong(), random.nextLong()),
                                generation,
                                created.plus(ABSOLUTE),
                                reused)),
                generation,
                null);
    }

    private static @Nullable String network(String address) {
        if (address.startsWith("10.20.")) {
            return "office";
        }
        return address.startsWith("10.8.") ? "vpn" : null;
    }

    public static SessionView own() {
        return session(
                1,
                "nadia.k@example.com",
                "192.0.2.181",
                "Edge 150 · Windows",
                Permission.ALL,
                NOW.minus(Duration.ofHours(3)),
                NOW,
                9,
                false);
    }

    /** The operator's own session and others, in all states of wear. */
    public static List<SessionView> crowd(int size) {
        Random random = new Random(5);
        List<SessionView> crowd = new ArrayList<>(List.of(own()));
        for (int i = 2; i <= size; i++) {
            crowd.add(session(
                    i,
                    NAMES.get(random.nextInt(NAMES.size())) + "@example.com",
                    ADDRESSES.get(random.nextInt(ADDRESSES.size())),
                    DEVICES.get(random.nextInt(DEVICES.size())),
                    PERMISSIONS.get(random.nextInt(PERMISSIONS.size())),
                    NOW.minusSeconds(random.nextInt(30, 11 * 3600)),
                    NOW.minusSeconds(random.nextInt(0, 29 * 60)),
                    random.nextInt(1, 40),
                    i % 17 == 6));
        }
        return crowd;
    }

    public static SessionView ended(SessionView s, EndReason reason) {
        boolean revoked = reason == EndReason.REVOKED;
        return changed(
                s,
                SessionState.ENDED,
                reason,
                revoked ? "nadia.k@example.com" : null,
                revoked ? "Credential phishing, incident 4417" : null,
                s.permissions(),
                s.version() + 1,
                null);
    }

    public static SessionView version(SessionView s, long version, List<String> permissions) {
        return changed(s, s.state(), s.endReason(), s.endedBy(), s.endNote(), permissions, version, s.suspension());
    }

    public static SessionView suspended(SessionView s, Instant until) {
        return changed(
                s,
                SessionState.SUSPENDED,
                null,
                null,
                null,
                s.permissions(),
                s.version() + 1,
                new Suspension(NOW, until, Suspension.Then.RELEASE, "nadia.k@example.com", "Incident 4417"));
    }

    private static SessionView changed(
            SessionView s,
            SessionState state,
            @Nullable EndReason endReason,
            @Nullable String endedBy,
            @Nullable String endNote,
            List<String> permissions,
            long version,
            @Nullable Suspension suspension) {
        return new SessionView(
                s.handle(),
                s.account(),
                state,
                endReason,
                state == SessionState.ENDED ? NOW : null,
                endedBy,
                endNote,
                s.createdAt(),
                s.authenticatedAt(),
                s.factors(),
                s.lastSeenAt(),
                s.idleExpiresAt(),
                s.expiresAt(),
                s.idleTtlSeconds(),
                s.absoluteTtlSeconds(),
                s.address(),
                s.userAgent(),
                s.device(),
                s.browser(),
                s.os(),
                s.deviceType(),
                s.network(),
                s.country(),
                s.asn(),
                s.asName(),
                s.newDevice(),
                s.newNetwork(),
                s.delivery(),
                permissions,
                s.attributes(),
                s.tokens(),
                version,
                suspension);
    }

    /** An hour in which the number of sessions wanders about {@code size}. */
    static Stats stats(long size, long reused) {
        Random random = new Random(3);
        List<Stats.Minute> minutes = new ArrayList<>();
        Instant start = NOW.truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(58));
        for (int i = 0; i < 59; i++) {
            long active = Math.round(size * (1 + 0.12 * Math.sin(i / 9.0) + random.nextDouble(-0.02, 0.02)));
            minutes.add(new Stats.Minute(
                    start.plus(Duration.ofMinutes(i)),
                    active,
                    scaled(size, random, 150),
                    scaled(size, random, 900),
                    scaled(size, random, 300),
                    reused > 0 && i % 20 == 7 ? 1 : 0));
        }
        minutes.add(new Stats.Minute(NOW, size, 1, 0, 0, 0));
        return new Stats(NOW, size, reused, minutes);
    }

    private static long scaled(long size, Random random, int part) {
        return size / part + random.nextInt((int) Math.max(2, size / part / 2 + 2));
    }

    private static String name(String email) {
        String local = email.substring(0, email.indexOf('@'));
        StringBuilder name = new StringBuilder();
        for (String part : local.split("[.-]")) {
            name.append(name.isEmpty() ? "" : " ")
                    .append(Character.toUpperCase(part.charAt(0)))
                    .append(part.substring(1));
        }
        return email.endsWith(SIMULATED) ? name + " (simulated)" : name.toString();
    }
}
