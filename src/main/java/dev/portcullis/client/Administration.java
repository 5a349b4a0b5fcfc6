package dev.portcullis.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portcullis.api.AccountChange;
import dev.portcullis.api.AccountPage;
import dev.portcullis.api.AccountView;
import dev.portcullis.api.Json;
import dev.portcullis.api.Paths;
import dev.portcullis.api.RoleChange;
import dev.portcullis.api.RoleEffect;
import dev.portcullis.api.RolePage;
import dev.portcullis.api.RoleView;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Accounts and roles, for those who administer them ({@code accounts:write}) or only look ({@code audit:read}). A change names what it is a change of: if somebody
 * else was faster it is refused ({@code PRECONDITION_FAILED}), and nothing is overwritten unseen.
 */
public final class Administration {
    private final Transport transport;

    Administration(Transport transport) {
        this.transport = transport;
    }

    /** One page of accounts. */
    public AccountPage accounts(AccountQuery query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("q", query.search());
        parameters.put("sort", query.sort());
        parameters.put("limit", "" + query.limit());
        put(parameters, "enabled", query.enabled());
        put(parameters, "role", query.role());
        put(parameters, "after", query.after());
        String text = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
        return read(Paths.ADMIN_ACCOUNTS + "?" + text, AccountPage.class);
    }

    public AccountView account(UUID id) {
        return read(path(id), AccountView.class);
    }

    /** Changes an account that was seen so; its sessions follow at once. Answers it as it is then. */
    public AccountView change(AccountView seen, AccountChange change) {
        HttpRequest request = request(path(seen.id()), seen.version())
                .setHeader("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofByteArray(Json.write(change)))
                .build();
        return transport.send(request).expect(200).as(AccountView.class);
    }

    /** Deletes an account that was seen so; its sessions have ended, and its address is free. */
    public void delete(AccountView seen) {
        transport
                .send(request(path(seen.id()), seen.version()).DELETE().build())
                .expect(204);
    }

    /** All roles, by name. */
    public List<RoleView> roles() {
        return read(Paths.ADMIN_ROLES, RolePage.class).items();
    }

    public RoleView role(String name) {
        return read(path(name), RoleView.class);
    }

    /** What would follow at once if a role permitted this. */
    public RoleEffect effect(String role, List<String> permissions) {
        return read(path(role) + "/effect?permissions=" + encoded(String.join(" ", permissions)), RoleEffect.class);
    }

    /** Makes a role; refused ({@code PRECONDITION_FAILED}) if there is one of that name. */
    public RoleView makeRole(String name, List<String> permissions) {
        HttpRequest.Builder request =
                transport.request(path(name), "application/json").setHeader("If-None-Match", "*");
        return put(request, permissions, 201);
    }

    /** Sets what a role that was seen so permits; whoever has it, and their sessions, follow at once. */
    public RoleView change(RoleView seen, List<String> permissions) {
        return put(request(path(seen.name()), seen.version()), permissions, 200);
    }

    /** Deletes a role that was seen so; refused ({@code ROLE_IN_USE}) if somebody has it. */
    public void delete(RoleView seen) {
        transport
                .send(request(path(seen.name()), seen.version()).DELETE().build())
                .expect(204);
    }

    private RoleView put(HttpRequest.Builder request, List<String> permissions, int expected) {
        return transport
                .send(request.setHeader("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofByteArray(Json.write(new RoleChange(permissions))))
                        .build())
                .expect(expected)
                .as(RoleView.class);
    }

    private <T> T read(String path, Class<T> type) {
        return transport
                .send(transport.request(path, "application/json").GET().build())
                .expect(200)
                .as(type);
    }

    private HttpRequest.Builder request(String path, long version) {
        return transport.request(path, "application/json").setHeader("If-Match", "\"" + version + "\"");
    }

    private static String path(UUID account) {
        return Paths.ADMIN_ACCOUNTS + "/" + account;
    }

    private static String path(String role) {
        return Paths.ADMIN_ROLES + "/" + encoded(role);
    }

    private static void put(Map<String, String> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value.toString());
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
