package dev.portcullis.store;

import dev.portcullis.api.DeviceType;
import dev.portcullis.query.Queries;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Accounts and sessions with whatever the database can hold, written behind the server's back. */
final class SessionsByChance {
    private static final List<String> ATTRIBUTES = List.of(
            "\"acme\"",
            "\"Élodie GmbH\"",
            "1",
            "1.50",
            "-3e2",
            "0.0",
            "true",
            "null",
            "[1]",
            "{\"a\":1}",
            "12345678901234567890");

    private final Random random;
    private final Instant now;
    private final List<UUID> ids = new ArrayList<>();

    SessionsByChance(Random random, Instant now) {
        this.random = random;
        this.now = now;
    }

    /** Handles, accounts and access tokens. */
    List<UUID> ids() {
        return ids;
    }

    void write(Database.Address address, int accounts, int sessions) throws SQLException {
        try (Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password())) {
            connection.setAutoCommit(false);
            List<UUID> owners = accounts(connection, accounts);
            sessions(connection, owners, sessions);
            connection.commit();
        }
    }

    private List<UUID> accounts(Connection connection, int count) throws SQLException {
        List<UUID> accounts = new ArrayList<>();
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into account (id, email, email_key, name, password_hash, enabled) values (?, ?, ?, ?, 'x', ?)")) {
            for (int i = 0; i < count; i++) {
                UUID id = id();
                accounts.add(id);
                String email = of(Queries.TEXTS) + i + "@" + of(List.of("example.com", "EXAMPLE.org"));
                set(insert, id, email, email, of(Queries.TEXTS), random.nextInt(6) > 0);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        return accounts;
    }

    private void sessions(Connection connection, List<UUID> owners, int count) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into session (handle, account_id, secret_hash, delivery, created_at, authenticated_at, last_seen_at, idle_ttl,
                    idle_expires_at, expires_at, address, user_agent, device, permissions, factors, attributes, access_jti, access_issued_at,
                    access_expires_at, refresh_family, refresh_generation, refresh_expires_at, refresh_reused, version,
                    ended_at, end_reason, ended_by, end_note, browser, os, device_type, network, country, asn, as_name, new_device, new_network,
                    access_ttl, refresh_ttl, refresh_grace)
                values (?, ?, 'x', ?, ?, ?, ?, 60, ?, ?, ?::inet, ?, ?, ?::text[], ?::text[], ?::jsonb, ?, now(), ?, gen_random_uuid(), ?, ?, ?, ?,
                    ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 1, 1)
                """)) {
            for (int i = 0; i < count; i++) {
                boolean ended = random.nextInt(3) == 0;
                Instant created = random.nextInt(4) == 0 ? midnight() : now.minus(span());
                set(
                        insert,
                        id(),
                        of(owners),
                        of(List.of("cookie", "tokens")),
                        created,
                        created,
                        now.minus(span()),
                        soon(),
                        soon(),
                        random.nextInt(6) == 0 ? null : of(Queries.ADDRESSES),
                        random.nextInt(6) == 0 ? null : of(Queries.TEXTS),
                        of(Queries.TEXTS),
                        connection.createArrayOf("text", some(Queries.PERMISSIONS)),
                        connection.createArrayOf("text", some(List.of("pwd", "otp"))),
                        attributes(),
                        id(),
                        soon(),
                        1 + random.nextInt(4),
                        soon(),
                        random.nextInt(4) == 0,
                        (long) random.nextInt(5),
                        ended ? now.minus(span()) : null,
                        ended ? of(List.of("logout", "idle", "expired", "revoked", "reuse")) : null,
                        ended && random.nextBoolean() ? of(Queries.TEXTS) : null,
                        ended && random.nextBoolean() ? of(Queries.TEXTS) : null,
                        perhaps(),
                        perhaps(),
                        of(List.of(DeviceType.values())).wire(),
                        perhaps(),
                        perhaps(),
                        random.nextBoolean() ? (long) random.nextInt(5) : null,
                        perhaps(),
                        random.nextBoolean(),
                        random.nextBoolean());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private String attributes() {
        StringBuilder json = new StringBuilder("{");
        for (String key : Queries.KEYS) {
            if (random.nextBoolean()) {
                json.append(json.length() > 1 ? "," : "")
                        .append('"')
                        .append(key)
                        .append("\":")
                        .append(of(ATTRIBUTES));
            }
        }
        return json.append('}').toString();
    }

    private @Nullable String perhaps() {
        return random.nextInt(4) == 0 ? null : of(Queries.TEXTS);
    }

    private Object[] some(List<String> words) {
        return words.stream().filter(_ -> random.nextInt(3) == 0).toArray();
    }

    /** Mostly to come, some just past; often a whole number of the units that are asked about. */
    private Instant soon() {
        return now.plus(span()).minusSeconds(random.nextInt(4) == 0 ? 7200 : 0);
    }

    /** At which one day ends and the next begins. */
    private Instant midnight() {
        return now.truncatedTo(ChronoUnit.DAYS).minus(random.nextInt(2), ChronoUnit.DAYS);
    }

    private Duration span() {
        return Duration.ofSeconds(of(List.of(0, 59, 60, 600, 3600, 5400, 90_061, 200_000)))
                .plus(random.nextInt(3) == 0 ? random.nextInt(1_000_000) : 0, ChronoUnit.MICROS);
    }

    private UUID id() {
        UUID id = new UUID(random.nextLong(), random.nextLong());
        ids.add(id);
        return id;
    }

    private <T> T of(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static void set(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i] instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : values[i]);
        }
    }
}
