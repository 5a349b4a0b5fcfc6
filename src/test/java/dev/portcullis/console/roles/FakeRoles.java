package dev.portcullis.console.roles;

import dev.portcullis.api.PolicyDocument.Limits;
import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.RoleEffect;
import dev.portcullis.api.RoleView;
import dev.portcullis.client.ClientException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Made-up roles. */
final class FakeRoles implements RolesAccess {
    volatile @Nullable RuntimeException failure;
    volatile RoleEffect effect = new RoleEffect(1240, 1240, 3102, 3102);
    volatile List<RoleView> roles = List.of(
            new RoleView(
                    "admin",
                    List.of("accounts:write", "audit:read", "policy:write", "sessions:read", "sessions:revoke"),
                    1),
            new RoleView("auditor", List.of("audit:read", "sessions:read"), 1),
            new RoleView("nobody-yet", List.of(), 7),
            new RoleView("operator", List.of("sessions:read", "sessions:revoke"), 1),
            new RoleView(
                    "warehouse.shift-lead",
                    List.of("orders:read", "orders:write", "stock:read", "stock:write", "tours:assign", "tours:read"),
                    12));

    @Override
    public Picture read() {
        fail();
        return new Picture(
                roles,
                Map.of(
                        "admin", new Limits(900, 14_400, null, null, null),
                        "warehouse.shift-lead", new Limits(null, 36_000, 120, null, 5)));
    }

    @Override
    public RoleView role(String name) {
        return roles.stream()
                .filter(role -> role.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public RoleEffect effect(String role, List<String> permissions) {
        return effect;
    }

    @Override
    public RoleView make(String name, List<String> permissions) {
        return new RoleView(name, permissions, 1);
    }

    @Override
    public RoleView change(RoleView seen, List<String> permissions) {
        throw refused(ProblemType.PRECONDITION_FAILED, "Somebody has changed the role. Read it again.");
    }

    @Override
    public void delete(RoleView seen) {
        fail();
    }

    private void fail() {
        RuntimeException wrong = failure;
        if (wrong != null) {
            throw wrong;
        }
    }

    static ClientException refused(ProblemType type, String detail) {
        return new ClientException.Refused(
                new Problem(type.urn(), type.title(), type.status(), detail, "urn:uuid:0199f3a2-71c4-7d0e", null));
    }
}
