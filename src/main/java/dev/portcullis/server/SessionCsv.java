package dev.portcullis.server;

import dev.portcullis.api.Json;
import dev.portcullis.api.SessionView;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sessions as comma-separated values: all that the list shows of them, lists with spaces between, attributes as JSON. */
final class SessionCsv {
    static final String HEAD = Csv.row(
            "handle",
            "account",
            "email",
            "name",
            "state",
            "end reason",
            "ended at",
            "ended by",
            "end note",
            "created at",
            "authenticated at",
            "factors",
            "last seen at",
            "idle expires at",
            "expires at",
            "address",
            "user agent",
            "device",
            "browser",
            "os",
            "device type",
            "network",
            "country",
            "asn",
            "as name",
            "new device",
            "new network",
            "delivery",
            "permissions",
            "attributes",
            "access jti",
            "access expires at",
            "refresh family",
            "refresh generation",
            "refresh expires at",
            "refresh reused",
            "version",
            "suspended until",
            "suspended by",
            "suspension note");

    private SessionCsv() {}

    static String row(SessionView session) {
        SessionView.Tokens tokens = session.tokens();
        return Csv.row(
                text(session.handle()),
                text(session.account().id()),
                session.account().email(),
                session.account().name(),
                word(session.state()),
                session.endReason() == null ? null : session.endReason().wire(),
                text(session.endedAt()),
                session.endedBy(),
                session.endNote(),
                text(session.createdAt()),
                text(session.authenticatedAt()),
                words(session.factors()),
                text(session.lastSeenAt()),
                text(session.idleExpiresAt()),
                text(session.expiresAt()),
                session.address(),
                session.userAgent(),
                session.device(),
                session.browser(),
                session.os(),
                word(session.deviceType()),
                session.network(),
                session.country(),
                text(session.asn()),
                session.asName(),
                text(session.newDevice()),
                text(session.newNetwork()),
                word(session.delivery()),
                words(session.permissions()),
                json(session.attributes()),
                text(tokens.access().jti()),
                text(tokens.access().expiresAt()),
                text(tokens.refresh().family()),
                text(tokens.refresh().generation()),
                text(tokens.refresh().expiresAt()),
                text(tokens.refresh().reused()),
                text(session.version()),
                session.suspension() == null ? null : text(session.suspension().until()),
                session.suspension() == null ? null : session.suspension().by(),
                session.suspension() == null ? null : session.suspension().note());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String words(List<String> values) {
        return String.join(" ", values);
    }

    private static @Nullable String json(Map<String, Object> attributes) {
        return attributes.isEmpty() ? null : new String(Json.write(attributes), StandardCharsets.UTF_8);
    }
}
