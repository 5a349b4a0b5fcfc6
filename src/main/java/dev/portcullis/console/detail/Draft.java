package dev.portcullis.console.detail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.Json;
import dev.portcullis.api.SessionPatch;
import dev.portcullis.api.SessionView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to change of a session, as a change: so it can be made of what the session has become meanwhile, and undoes nothing that somebody else did.
 *
 * @param removed permissions that it is to lose
 * @param added permissions that it is to have
 * @param idleSeconds its shorter idle limit; null to leave it
 * @param expiresAt its earlier end; null to leave it
 * @param attributes a merge patch (RFC 7396); empty to leave them
 */
record Draft(
        List<String> removed,
        List<String> added,
        @Nullable Long idleSeconds,
        @Nullable Instant expiresAt,
        ObjectNode attributes) {

    /** Whether it changes nothing. */
    boolean empty() {
        return removed.isEmpty() && added.isEmpty() && idleSeconds == null && expiresAt == null && attributes.isEmpty();
    }

    /** What a session may do once this is done. */
    List<String> permissions(SessionView session) {
        TreeSet<String> all = new TreeSet<>(session.permissions());
        removed.forEach(all::remove);
        all.addAll(added);
        return List.copyOf(all);
    }

    /** What a session's attributes are once this is done. */
    ObjectNode attributes(SessionView session) {
        return merged((ObjectNode) Json.tree(session.attributes()), attributes);
    }

    /** What is sent to make it of a session that was seen so. */
    SessionPatch patch(SessionView session) {
        List<String> permissions = permissions(session);
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        attributes.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return new SessionPatch(
                members.isEmpty() ? null : members,
                permissions.equals(session.permissions().stream().sorted().toList()) ? null : permissions,
                idleSeconds,
                expiresAt);
    }

    /** The merge patch that makes one object of another. */
    static ObjectNode difference(ObjectNode before, ObjectNode after) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        before.fieldNames().forEachRemaining(name -> {
            if (!after.has(name)) {
                patch.set(name, NullNode.instance);
            }
        });
        after.properties().forEach(member -> {
            JsonNode had = before.get(member.getKey());
            JsonNode now = member.getValue();
            if (now.equals(had)) {
                return;
            }
            patch.set(
                    member.getKey(),
                    had instanceof ObjectNode was && now instanceof ObjectNode is ? difference(was, is) : now);
        });
        return patch;
    }

    private static ObjectNode merged(ObjectNode target, ObjectNode patch) {
        ObjectNode merged = target.deepCopy();
        for (Map.Entry<String, JsonNode> member : new ArrayList<>(patch.properties())) {
            JsonNode value = member.getValue();
            if (value.isNull()) {
                merged.remove(member.getKey());
            } else if (value instanceof ObjectNode inner) {
                JsonNode had = merged.get(member.getKey());
                merged.set(
                        member.getKey(),
                        merged(had instanceof ObjectNode was ? was : JsonNodeFactory.instance.objectNode(), inner));
            } else {
                merged.set(member.getKey(), value);
            }
        }
        return merged;
    }
}
