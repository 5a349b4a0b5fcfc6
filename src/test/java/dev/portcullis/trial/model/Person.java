package dev.portcullis.trial.model;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Who has an account. */
final class Person {
    final String email;
    final UUID id;
    final List<String> permissions;
    String password;
    boolean enabled = true;
    Set<String> roles = new TreeSet<>();

    /** Whether they have ever logged in. */
    boolean came;

    /** What they have come with, and from where. */
    final Set<String> devices = new HashSet<>();

    final Set<String> places = new HashSet<>();

    Person(String email, UUID id, String password, List<String> permissions) {
        this.email = email;
        this.id = id;
        this.password = password;
        this.permissions = permissions;
    }

    /** What is granted to them, by name and by their roles. */
    Set<String> mayDo(Map<String, List<String>> roleGrants) {
        Set<String> all = new TreeSet<>(permissions);
        roles.forEach(role -> all.addAll(roleGrants.getOrDefault(role, List.of())));
        return all;
    }

    boolean operates(Map<String, List<String>> roleGrants) {
        return mayDo(roleGrants).stream().anyMatch(World.OWN_PERMISSIONS::contains);
    }

    @Override
    public String toString() {
        return email.substring(0, email.indexOf('@'));
    }
}
