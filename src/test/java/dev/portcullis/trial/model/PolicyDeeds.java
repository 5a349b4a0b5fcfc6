package dev.portcullis.trial.model;

import static java.util.Objects.requireNonNull;

import dev.portcullis.api.PolicyChange;
import dev.portcullis.api.PolicyDocument;
import dev.portcullis.client.HeldPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** What the operator wants of the policy. */
final class PolicyDeeds extends Acting {
    PolicyDeeds(Stage stage) {
        super(stage);
    }

    void policy(Random random) throws Exception {
        switch (random.nextInt(4)) {
            case 0 -> {
                world.quota = random.nextInt(3);
                world.atLimit = one(random, List.of("reject", "end-oldest", "end-next-to-expire"));
            }
            case 1 -> {
                List<World.Named> named = new ArrayList<>();
                for (World.Named each : List.of(Stage.OFFICE, Stage.LAB, Stage.HOME)) {
                    if (random.nextBoolean()) {
                        named.add(each);
                    }
                }
                world.networks = named;
            }
            default ->
                world.limits = new Stay.Limits(
                        one(random, List.of(480, 1200, 1800, 2700)),
                        one(random, List.of(3600, 7200, 43_200)),
                        one(random, List.of(120, 300)),
                        one(random, List.of(1500, 43_200)),
                        one(random, List.of(0, 10, 120)));
        }
        boolean apply = random.nextInt(3) == 0;
        say("policy " + world.limits + ", quota " + world.quota + " " + world.atLimit + ", "
                + world.networks.stream().map(World.Named::name).toList() + (apply ? ", for all" : ""));
        put(apply);
    }

    void put(boolean apply) throws InterruptedException {
        HeldPolicy held = desk.policy();
        PolicyDocument before = held.view().policy();
        PolicyDocument wanted = new PolicyDocument(
                limits(world.limits),
                Map.of("watcher", limits(requireNonNull(world.roleLimits.get("watcher")))),
                new PolicyDocument.Quota(
                        world.quota,
                        PolicyDocument.AtLimit.valueOf(
                                world.atLimit.toUpperCase(Locale.ROOT).replace('-', '_'))),
                before.secondFactor(),
                before.stepUp(),
                before.guessing(),
                world.networks.stream()
                        .map(each -> new PolicyDocument.Network(each.name(), List.of(each.range()), each.trusted()))
                        .toList());
        boolean changed =
                desk.change(held, new PolicyChange(wanted, apply, false)).changed();
        if (changed) {
            world.tell("policy.changed");
            world.audited.add("policy.changed " + admin.email + " policy:");
        }
        awaitPolicy();
        for (Stay stay : world.live()) {
            World.Named network = world.network(stay.address);
            String name = network == null ? null : network.name();
            if (!Objects.equals(name, stay.network)) {
                stay.network = name;
                world.tell("session.changed " + stay.handle);
            }
        }
        if (apply) {
            world.applyLimits(world.live());
        }
    }

    private static PolicyDocument.Limits limits(Stay.Limits limits) {
        return new PolicyDocument.Limits(
                limits.idle(), limits.absolute(), limits.access(), limits.refresh(), limits.grace());
    }
}
