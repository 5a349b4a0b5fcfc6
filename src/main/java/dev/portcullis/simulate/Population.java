package dev.portcullis.simulate;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** Who is logged in. A visit is lent to one action at a time. Thread-safe. */
final class Population {
    /** Of those logged in, no more than this share rest at once: the others must be there to be seen. */
    private static final double MOST_AT_REST = 0.3;

    private final URI server;
    private final List<Person> people;
    private final int target;
    private final List<Visit> visits = new ArrayList<>();
    private int lent;

    /** @param target how many sessions there should be in the long run */
    Population(URI server, List<Person> people, int target) {
        this.server = server;
        this.people = people;
        this.target = target;
    }

    synchronized int live() {
        return visits.size() + lent;
    }

    /** Sessions there are, by sessions there should be. */
    double fill() {
        return (double) live() / target;
    }

    /** Somebody without a session who does that. */
    Visit newcomer(Action action, RandomGenerator random) {
        Person person = pick(people, Person::activity, random);
        if (action == Action.GUESS) {
            return new Visit(server, person, Device.SCRIPT, "203.0.113." + random.nextInt(60, 70));
        }
        Device device = person.device(random);
        return new Visit(server, person, device, person.address(device, random));
    }

    /** A session in which that can be done, taken out until it is given back; empty if there is none. */
    synchronized Optional<Visit> take(Action action, RandomGenerator random) {
        long now = System.nanoTime();
        List<Visit> awake = visits.stream().filter(visit -> !visit.rests(now)).toList();
        List<Visit> candidates = awake.stream().filter(action::suits).toList();
        boolean tooFewAwake = awake.size() <= (1 - MOST_AT_REST) * visits.size();
        if (candidates.isEmpty() || (action == Action.REST && tooFewAwake)) {
            return Optional.empty();
        }
        Visit taken = pick(candidates, visit -> visit.person().activity(), random);
        visits.remove(taken);
        lent++;
        return Optional.of(taken);
    }

    /** Gives back what was taken. */
    synchronized void giveBack(Visit visit) {
        lent--;
        arrived(visit);
    }

    /** Takes in a newcomer who logged in. */
    synchronized void arrived(Visit visit) {
        if (visit.isOpen()) {
            visits.add(visit);
        }
    }

    private static <T> T pick(List<T> from, ToDoubleFunction<T> weight, RandomGenerator random) {
        double left = random.nextDouble() * from.stream().mapToDouble(weight).sum();
        for (T each : from) {
            left -= weight.applyAsDouble(each);
            if (left < 0) {
                return each;
            }
        }
        return from.getLast();
    }
}
