package dev.portcullis.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.lifecycle.AccountChanges;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a JSON merge patch of an account (RFC 7396): what is absent stays; null takes away, where an account can be without. */
final class AccountPatch {
    private static final Set<String> MEMBERS = Set.of("email", "name", "enabled", "permissions", "roles");

    private final ObjectNode patch;

    private AccountPatch(ObjectNode patch) {
        this.patch = patch;
    }

    static AccountChanges.Wish read(Request request) {
        return new AccountPatch(request.jsonObject("application/merge-patch+json", "application/json")).wish();
    }

    private AccountChanges.Wish wish() {
        patch.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                throw ProblemException.invalid("An account has "
                        + String.join(", ", MEMBERS.stream().sorted().toList()) + " to change, and nothing else.");
            }
        });
        String email = text("email");
        String name = text("name");
        List<String> permissions = texts("permissions");
        List<String> roles = texts("roles");
        return new AccountChanges.Wish(
                email == null ? null : AccountChecks.email(email),
                name == null ? null : AccountChecks.name(name),
                flag("enabled"),
                permissions == null ? null : AccountChecks.permissions(permissions),
                roles == null ? null : AccountChecks.roles(roles));
    }

    private @Nullable String text(String name) {
        JsonNode value = patch.get(name);
        if (value != null && !value.isTextual()) {
            throw ProblemException.invalid("\"" + name + "\" must be a text.");
        }
        return value == null ? null : value.textValue();
    }

    private @Nullable Boolean flag(String name) {
        JsonNode value = patch.get(name);
        if (value != null && !value.isBoolean()) {
            throw ProblemException.invalid("\"" + name + "\" must be true or false.");
        }
        return value == null ? null : value.booleanValue();
    }

    private @Nullable List<String> texts(String name) {
        JsonNode value = patch.get(name);
        if (value == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        if (value.isNull()) {
            return texts;
        }
        if (!value.isArray() || !value.valueStream().allMatch(JsonNode::isTextual)) {
            throw ProblemException.invalid("\"" + name + "\" must be a list of texts.");
        }
        value.forEach(each -> texts.add(each.textValue()));
        return texts;
    }
}
