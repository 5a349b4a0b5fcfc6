package dev.portcullis.console.detail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.SessionEvent;
import dev.portcullis.api.SessionEvent.Type;
import dev.portcullis.console.sessions.People;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Made-up events, the newest first. */
final class Events {
    static final UUID REVOCATION = new UUID(7, 7);

    private Events() {}

    static List<SessionEvent> ordinary() {
        List<SessionEvent> all = new ArrayList<>();
        ObjectNode edited = object();
        edited.putArray("permissionsRemoved").add("billing").add("reports");
        edited.put("idleTtlSeconds", 600)
                .put("expiresAt", People.NOW.plusSeconds(7200).toString());
        edited.putArray("attributes").add("tenant");
        all.add(of(60, Type.CHANGED, "nadia.k@example.com", null, null, null, null, edited));
        all.add(of(1900, Type.CHANGED, null, null, null, null, null, object().put("released", true)));
        all.add(of(
                2500,
                Type.CHANGED,
                "nadia.k@example.com",
                null,
                null,
                null,
                REVOCATION,
                object().put("revocation", REVOCATION.toString())
                        .put("suspendedUntil", People.NOW.minusSeconds(1900).toString())
                        .put("then", "release")));
        for (int i = 0; i < 14; i++) {
            all.add(refreshed(3000 + i * 300L, 20 - i));
        }
        all.add(of(7500, Type.RACED, null, "203.0.113.44", 5, 2, null, null));
        all.add(refreshed(86_400, 5));
        all.add(of(90_000, Type.CHANGED, null, null, null, null, null, object().put("reauthenticated", true)));
        all.add(started(91_000));
        return all;
    }

    static List<SessionEvent> theft() {
        return List.of(
                new SessionEvent(
                        "e", People.NOW, Type.ENDED, null, null, null, null, EndReason.REUSE, null, null, null),
                of(1, Type.REUSED, null, "198.51.100.66", 39, 1, null, null),
                started(7200));
    }

    static SessionEvent refreshed(long ago, int generation) {
        return of(ago, Type.REFRESHED, null, null, generation, null, null, null);
    }

    static SessionEvent started(long ago) {
        return of(ago, Type.STARTED, "alice.mendez@example.com", "203.0.113.44", null, null, null, null);
    }

    static SessionEvent of(
            long ago,
            Type type,
            @Nullable String by,
            @Nullable String address,
            @Nullable Integer generation,
            @Nullable Integer times,
            @Nullable UUID revocation,
            @Nullable JsonNode detail) {
        Instant at = People.NOW.minusSeconds(ago);
        return new SessionEvent(
                at + "-" + type, at, type, by, address, generation, times, null, null, revocation, detail);
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
