package dev.portcullis.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.api.Delivery;
import dev.portcullis.api.DeviceType;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.Suspension;
import dev.portcullis.session.Client;
import dev.portcullis.session.Device;
import dev.portcullis.session.Location;
import dev.portcullis.session.Novelty;
import dev.portcullis.session.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Session} of a row of {@code session_now}. */
final class SessionRow {
    private static final String KEPT = """
            handle, account_id, email, name, secret_hash, delivery, created_at, authenticated_at, last_seen_at, idle_ttl, access_ttl, refresh_ttl, refresh_grace, factors, \
            idle_expires_at, expires_at, host(address) as address_text, user_agent, device, browser, os, device_type, network, country, asn, as_name, \
            new_device, new_network, permissions, attributes, \
            access_jti, access_issued_at, access_expires_at, refresh_family, refresh_generation, refresh_expires_at, \
            refresh_reused, version, \
            suspended_at, suspended_until, suspended_then, suspended_by, suspended_note\
            """;

    /** What {@link #session} needs, of {@code session_now}. The address without its mask; the clock with the row. */
    static final String COLUMNS = KEPT
            + ", over_reason, over_at, ended_by, end_note, (ended_at is not null) as recorded, statement_timestamp() as read_at";

    /** The same of a row of {@code session} with its account that a statement has just found active, at its column {@code now}. */
    static final String ACTIVE_COLUMNS = KEPT
            + ", null::text as over_reason, null::timestamptz as over_at, null::text as ended_by, null::text as end_note, false as recorded, now as read_at";

    /** The same of a row of {@link SessionRows} with its account: as it was at that instant. */
    static final String LISTED_COLUMNS = KEPT.replace(" permissions,", " held as permissions,")
            + ", over_reason, over_at, over_by as ended_by, over_note as end_note, (ended_at is not null) as recorded, now as read_at";

    private static final ObjectMapper ATTRIBUTES = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> ATTRIBUTES_TYPE = new TypeReference<>() {};

    private SessionRow() {}

    static Session session(ResultSet row) throws SQLException {
        Session.End over = over(row);
        Instant readAt = Transaction.instant(row, "read_at");
        return new Session(
                Transaction.uuid(row, "handle"),
                new Session.Account(Transaction.uuid(row, "account_id"), row.getString("email"), row.getString("name")),
                row.getBytes("secret_hash"),
                new Client(
                        row.getString("address_text"),
                        row.getString("user_agent"),
                        new Device(
                                row.getString("device"),
                                row.getString("browser"),
                                row.getString("os"),
                                DeviceType.ofWire(row.getString("device_type"))),
                        Delivery.valueOf(row.getString("delivery").toUpperCase(Locale.ROOT))),
                new Location(
                        row.getString("network"),
                        row.getString("country"),
                        row.getObject("asn", Long.class),
                        row.getString("as_name")),
                new Novelty(row.getBoolean("new_device"), row.getBoolean("new_network")),
                Transaction.instant(row, "created_at"),
                Transaction.instant(row, "authenticated_at"),
                Transaction.strings(row, "factors"),
                Transaction.instant(row, "last_seen_at"),
                limits(row),
                Transaction.instant(row, "idle_expires_at"),
                Transaction.instant(row, "expires_at"),
                Transaction.strings(row, "permissions"),
                attributes(row.getString("attributes")),
                new Session.Access(
                        Transaction.uuid(row, "access_jti"),
                        Transaction.instant(row, "access_issued_at"),
                        Transaction.instant(row, "access_expires_at")),
                new Session.Refresh(
                        Transaction.uuid(row, "refresh_family"),
                        row.getInt("refresh_generation"),
                        Transaction.instant(row, "refresh_expires_at"),
                        row.getBoolean("refresh_reused")),
                row.getLong("version"),
                over,
                over == null ? suspension(row, readAt) : null,
                readAt);
    }

    private static Session.@Nullable End over(ResultSet row) throws SQLException {
        String reason = row.getString("over_reason");
        if (reason == null) {
            return null;
        }
        boolean recorded = row.getBoolean("recorded");
        boolean bySuspension = !recorded && reason.equals(EndReason.REVOKED.wire());
        return new Session.End(
                Transaction.instant(row, "over_at"),
                EndReason.ofWire(reason),
                row.getString(bySuspension ? "suspended_by" : "ended_by"),
                row.getString(bySuspension ? "suspended_note" : "end_note"),
                recorded);
    }

    /** None either if its time has passed, whether or not anything has written so yet; nor, of the past, if it has not begun. */
    private static @Nullable Suspension suspension(ResultSet row, Instant now) throws SQLException {
        Instant until = Transaction.instantOrNull(row, "suspended_until");
        return until == null || !now.isBefore(until) || now.isBefore(Transaction.instant(row, "suspended_at"))
                ? null
                : new Suspension(
                        Transaction.instant(row, "suspended_at"),
                        until,
                        Suspension.Then.ofWire(row.getString("suspended_then")),
                        row.getString("suspended_by"),
                        row.getString("suspended_note"));
    }

    private static Session.Limits limits(ResultSet row) throws SQLException {
        return new Session.Limits(
                Duration.ofSeconds(row.getInt("idle_ttl")),
                Duration.ofSeconds(row.getInt("access_ttl")),
                Duration.ofSeconds(row.getInt("refresh_ttl")),
                Duration.ofSeconds(row.getInt("refresh_grace")));
    }

    static String json(Map<String, Object> attributes) {
        if (attributes.isEmpty()) {
            return "{}";
        }
        try {
            return ATTRIBUTES.writeValueAsString(attributes);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the attributes of a session are no JSON object", e);
        }
    }

    private static Map<String, Object> attributes(String json) throws SQLException {
        if (json.equals("{}")) {
            return Map.of();
        }
        try {
            return ATTRIBUTES.readValue(json, ATTRIBUTES_TYPE);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the attributes of a session are no JSON object", e);
        }
    }
}
