package dev.portcullis.console.roles;

import dev.portcullis.api.PolicyDocument.Limits;
import dev.portcullis.api.RoleEffect;
import dev.portcullis.api.RoleView;
import dev.portcullis.client.Administration;
import dev.portcullis.client.PortcullisClient;
import java.util.List;
import java.util.Map;

/** What the screen needs of a {@link PortcullisClient}, and no more. Every call blocks, and throws {@link dev.portcullis.client.ClientException}. */
interface RolesAccess {
    /** All of them, by name, and which limits of their own the policy has for them. */
    Picture read();

    RoleView role(String name);

    /** What would follow if the role permitted this. */
    RoleEffect effect(String role, List<String> permissions);

    /** Refused ({@code PRECONDITION_FAILED}) if there is one of that name. */
    RoleView make(String name, List<String> permissions);

    /** Refused ({@code PRECONDITION_FAILED}) if it is not as it was seen any more. */
    RoleView change(RoleView seen, List<String> permissions);

    /** Refused ({@code ROLE_IN_USE}) if somebody has it. */
    void delete(RoleView seen);

    /**
     * All that the screen shows.
     *
     * @param limits by the names of the roles that have any
     */
    record Picture(List<RoleView> roles, Map<String, Limits> limits) {}

    static RolesAccess of(PortcullisClient client) {
        Administration administration = client.administration();
        return new RolesAccess() {
            @Override
            public Picture read() {
                return new Picture(
                        administration.roles(), client.policy().view().policy().roles());
            }

            @Override
            public RoleView role(String name) {
                return administration.role(name);
            }

            @Override
            public RoleEffect effect(String role, List<String> permissions) {
                return administration.effect(role, permissions);
            }

            @Override
            public RoleView make(String name, List<String> permissions) {
                return administration.makeRole(name, permissions);
            }

            @Override
            public RoleView change(RoleView seen, List<String> permissions) {
                return administration.change(seen, permissions);
            }

            @Override
            public void delete(RoleView seen) {
                administration.delete(seen);
            }
        };
    }
}
