package dev.portcullis.trial.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;

/** A query in words, and what it asks of a session, seen at an instant. */
record Question(String text, BiPredicate<Stay, Instant> holds) {
    static final Question ALL = new Question("", (_, _) -> true);

    boolean of(Stay stay, Instant now) {
        return holds.test(stay, now);
    }

    /** Of the past only what cannot have changed since is asked. */
    static Question any(Random random, World world, boolean past) {
        return switch (random.nextInt(5)) {
            case 0 -> ALL;
            case 1, 2 -> one(random, world, past);
            case 3 -> {
                Question a = one(random, world, past);
                Question b = one(random, world, past);
                yield new Question(a.text + " " + b.text, (stay, now) -> a.of(stay, now) && b.of(stay, now));
            }
            default -> {
                Question a = one(random, world, past);
                Question b = one(random, world, past);
                yield new Question(
                        "(" + a.text + " or not " + b.text + ")", (stay, now) -> a.of(stay, now) || !b.of(stay, now));
            }
        };
    }

    private static Question one(Random random, World world, boolean past) {
        List<Question> some = new ArrayList<>();
        Person person = world.people.get(random.nextInt(world.people.size()));
        some.add(new Question("user:" + person, (stay, _) -> stay.person.email.contains(person.toString())));
        some.add(new Question("user=" + person.email, (stay, _) -> stay.person == person));
        Program program = Program.ALL.get(random.nextInt(Program.ALL.size()));
        some.add(new Question(
                "browser=" + program.browser(),
                (stay, _) -> stay.program.browser().equals(program.browser())));
        some.add(new Question("device:linux", (stay, _) -> stay.program.device().contains("Linux")));
        some.add(new Question("os:none", (stay, _) -> stay.program.os() == null));
        some.add(new Question("ip:198.51.100.0/24", (stay, _) -> stay.address.startsWith("198.51.100.")));
        some.add(new Question("-ip:203.0.113.7", (stay, _) -> !stay.address.equals("203.0.113.7")));
        some.add(new Question("delivery:tokens", (stay, _) -> !stay.cookie));
        some.add(new Question("tokens:none", (stay, _) -> stay.cookie));
        some.add(new Question("new:device", (stay, _) -> stay.newDevice));
        some.add(new Question("new:network", (stay, _) -> stay.newNetwork));
        int minutes = List.of(1, 5, 12, 20, 45, 90).get(random.nextInt(6));
        Duration length = Duration.ofMinutes(minutes);
        some.add(new Question("age<" + minutes + "m", (stay, now) -> stay.created.isAfter(now.minus(length))));
        some.add(new Question("created>=-" + minutes + "m", (stay, now) -> !stay.created.isBefore(now.minus(length))));
        String permission =
                List.of("orders:read", "billing", "stock:read", "sessions:read").get(random.nextInt(4));
        if (past) {
            return some.get(random.nextInt(some.size()));
        }
        some.add(new Question("permission:" + permission, (stay, _) -> stay.permissions.contains(permission)));
        some.add(new Question("permissions:2", (stay, _) -> stay.permissions.size() == 2));
        some.add(new Question("network:office", (stay, _) -> "office".equals(stay.network)));
        some.add(new Question("network:none", (stay, _) -> stay.network == null));
        for (String state : List.of("active", "suspended", "ended")) {
            some.add(new Question("state:" + state, (stay, _) -> stay.state().equals(state)));
        }
        some.add(new Question("-state:suspended", (stay, _) -> !stay.state().equals("suspended")));
        String reason = List.of("logout", "idle", "expired", "revoked", "replaced", "reuse", "account", "quota")
                .get(random.nextInt(8));
        some.add(new Question(
                "reason:" + reason,
                (stay, _) -> stay.end != null && stay.end.reason().equals(reason)));
        some.add(new Question("reason:none", (stay, _) -> stay.end == null));
        some.add(new Question(
                "by:admin",
                (stay, _) -> stay.end != null
                        && stay.end.by() != null
                        && stay.end.by().contains("admin")));
        some.add(new Question(
                "note:two",
                (stay, _) -> stay.end != null
                        && stay.end.note() != null
                        && stay.end.note().contains("two")));
        some.add(new Question(
                "ended>=-" + minutes + "m",
                (stay, now) -> stay.end != null && !stay.end.at().isBefore(now.minus(length))));
        some.add(new Question(
                "expires<" + minutes + "m",
                (stay, now) -> stay.live() && stay.nextEnd().isBefore(now.plus(length))));
        some.add(new Question(
                "absolute>" + minutes + "m",
                (stay, now) -> stay.live() && stay.limit().isAfter(now.plus(length))));
        some.add(new Question("generation>1", (stay, _) -> stay.generation > 1));
        some.add(new Question("reuse:true", (stay, _) -> stay.reused));
        some.add(new Question("attribute.tenant=acme", (stay, _) -> "acme".equals(stay.attributes.get("tenant"))));
        some.add(new Question("attribute.tenant:none", (stay, _) -> !stay.attributes.containsKey("tenant")));
        return some.get(random.nextInt(some.size()));
    }
}
