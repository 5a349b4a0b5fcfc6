package dev.portcullis.trial.model;

import static java.util.Objects.requireNonNull;

import dev.portcullis.api.AccountChange;
import dev.portcullis.api.AccountView;
import dev.portcullis.api.SessionPatch;
import dev.portcullis.api.SessionView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the operator changes of sessions, accounts and roles, and what is not theirs to change. */
final class AccountDeeds extends Acting {
    AccountDeeds(Stage stage) {
        super(stage);
    }

    void patch(Random random) {
        if (world.stays.isEmpty()) {
            return;
        }
        Stay stay = likely(random, world.stays);
        Map<String, @Nullable Object> attributes = null;
        List<String> permissions = null;
        Integer idle = null;
        Instant ends = null;
        switch (random.nextInt(5)) {
            case 0, 1 -> {
                attributes = new HashMap<>();
                attributes.put("tenant", random.nextInt(3) == 0 ? null : one(random, List.of("acme", "umbrella")));
            }
            case 2 ->
                permissions = List.copyOf(new TreeSet<>(List.of(
                        one(random, List.of("orders:read", "stock:read")),
                        one(random, List.of("orders:read", "orders:write", "billing")))));
            case 3 -> idle = one(random, List.of(240, 900, 1500, 4000));
            default ->
                ends = world.now
                        .plusSeconds(one(random, List.of(-5, 600, 3000, 90_000)))
                        .truncatedTo(ChronoUnit.SECONDS);
        }
        SessionPatch patch = new SessionPatch(attributes, permissions, idle == null ? null : (long) idle, ends);
        String expected = expectedOfPatch(stay, permissions, idle, ends);
        boolean changes = expected.equals("ok") && change(stay, attributes, permissions, idle, ends);
        SessionView[] seen = new SessionView[1];
        String found = "412 precondition-failed";
        for (int i = 0; i < 3 && found.startsWith("412"); i++) { // housekeeping may be faster
            seen[0] = desk.session(stay.handle);
            found = outcome(() -> desk.change(seen[0], patch));
        }
        say("patch " + stay + " with " + patch + " → " + found);
        same("the patch", expected, found);
        if (changes && random.nextBoolean()) {
            String stale = stay.active() ? "412 precondition-failed" : "409 session-not-active";
            Map<String, @Nullable Object> other = Map.of("stale", "it is");
            String refused = outcome(() -> desk.change(seen[0], SessionPatch.attributes(other)));
            say("and of what it was → " + refused);
            same("the patch of what is not so any more", stale, refused);
        }
    }

    private String expectedOfPatch(
            Stay stay, @Nullable List<String> permissions, @Nullable Integer idle, @Nullable Instant ends) {
        if (!stay.active()) {
            return "409 session-not-active";
        }
        boolean faulty =
                (permissions != null && !stay.person.mayDo(world.roleGrants).containsAll(permissions))
                        || (idle != null && idle > stay.limits.idle())
                        || (ends != null && (ends.isAfter(stay.limit()) || !ends.isAfter(world.now)));
        return faulty ? "400 invalid-request" : "ok";
    }

    /** Whether it changes anything. */
    private boolean change(
            Stay stay,
            @Nullable Map<String, @Nullable Object> attributes,
            @Nullable List<String> permissions,
            @Nullable Integer idle,
            @Nullable Instant ends) {
        Map<String, Object> merged = new HashMap<>(stay.attributes);
        if (attributes != null) {
            attributes.forEach((key, value) -> {
                if (value == null) {
                    merged.remove(key);
                } else {
                    merged.put(key, value);
                }
            });
        }
        Set<String> held = permissions == null ? stay.permissions : new TreeSet<>(permissions);
        boolean same = merged.equals(stay.attributes)
                && held.equals(stay.permissions)
                && (idle == null || idle == stay.limits.idle())
                && (ends == null || ends.equals(stay.limit()));
        if (same) {
            return false;
        }
        stay.attributes = merged;
        stay.permissions = held;
        world.tell("session.changed " + stay.handle);
        world.audited.add("session.changed admin@example.com session:" + stay.handle);
        world.shorten(stay, idle, ends);
        return true;
    }

    void enabled(Random random) {
        Person person = one(random, world.people);
        boolean to = !person.enabled || random.nextInt(4) == 0;
        change(
                random,
                person,
                AccountChange.toEnabled(to),
                to == person.enabled
                        ? null
                        : () -> {
                            person.enabled = to;
                            if (!to) {
                                world.endAll(person, admin.email);
                            }
                            String what = to ? "account.enabled " : "account.disabled ";
                            world.tell(what + person.id);
                            world.audited.add(what + admin.email + " account:" + person.id);
                        });
    }

    void roles(Random random) {
        Person person = one(random, world.people);
        Set<String> roles = new TreeSet<>();
        for (String role : List.of("clerk", "chief")) {
            if (random.nextBoolean()) {
                roles.add(role);
            }
        }
        change(
                random,
                person,
                AccountChange.toRoles(List.copyOf(roles)),
                roles.equals(person.roles)
                        ? null
                        : () -> {
                            Set<String> before = person.mayDo(world.roleGrants);
                            person.roles = roles;
                            world.follow(person, before);
                            world.tell("account.changed " + person.id);
                            world.audited.add("account.changed " + admin.email + " account:" + person.id);
                        });
    }

    /** @param effect null if it changes nothing */
    private void change(Random random, Person person, AccountChange change, @Nullable Runnable effect) {
        AccountView seen = desk.account(person.email).orElseThrow();
        if (effect != null) {
            effect.run();
        }
        String found = outcome(() -> desk.administration().change(seen, change));
        say("change " + person + " by " + change + " → " + found);
        same("the change of an account", "ok", found);
        if (effect != null && random.nextInt(3) == 0) {
            String refused = outcome(() -> desk.administration().change(seen, change));
            say("and of what it was → " + refused);
            same("the change of an account that is not so any more", "412 precondition-failed", refused);
        }
    }

    void role(Random random) {
        String role = one(random, List.of("clerk", "chief"));
        List<String> grants = List.copyOf(new TreeSet<>(List.of(
                one(random, List.of("billing", "orders:read")), one(random, List.of("stock:read", "stock:write")))));
        boolean changes = !grants.equals(world.roleGrants.get(role));
        if (changes) {
            Map<Person, Set<String>> before = new HashMap<>();
            world.people.forEach(person -> before.put(person, person.mayDo(world.roleGrants)));
            world.roleGrants.put(role, grants);
            world.people.forEach(person -> world.follow(person, requireNonNull(before.get(person))));
            world.tell("role.changed");
            world.audited.add("role.changed " + admin.email + " role:" + role);
        }
        String found =
                outcome(() -> desk.administration().change(desk.administration().role(role), grants));
        say("let " + role + " be " + grants + " → " + found);
        same("the change of a role", "ok", found);
    }

    void password(Random random) {
        Person person = one(random, world.people);
        person.password = "another password, number " + random.nextInt(1_000_000);
        world.endAll(person, admin.email);
        world.tell("account.password_changed " + person.id);
        world.audited.add("account.password_changed " + admin.email + " account:" + person.id);
        String found = outcome(() -> desk.setPassword(person.id, person.password));
        say("give " + person + " another password → " + found);
        same("the change of a password", "ok", found);
    }

    /** An operator who may not do everything asks for what is not theirs. */
    void forbidden(Random random) {
        Stage.Window window = stage.windows.stream()
                .filter(each -> each.stay != null && each.stay.active())
                .skip(random.nextInt(2))
                .findFirst()
                .orElse(stage.windows.getFirst());
        Stay stay = window.stay;
        Person person = one(random, world.people);
        String used = world.use(stay);
        String expected = used.equals("ok") ? "403 forbidden" : used;
        String found = outcome(() -> window.client.setPassword(person.id, "a password that is not set"));
        say("by " + stay + " give " + person + " another password → " + found);
        same("what is forbidden", expected, found);
        if (used.equals("ok") && requireNonNull(stay).permissions.stream().anyMatch(World.OWN_PERMISSIONS::contains)) {
            world.audited.add("request.refused " + stay.person.email + " route:PUT /admin/v1/accounts/{id}/password");
        }
    }
}
