package dev.portcullis.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PopulationTest {
    private static final URI SERVER = URI.create("http://127.0.0.1:9");

    private final SplittableRandom random = new SplittableRandom(1);
    private final List<Person> people = People.all(random);
    private final Population population = new Population(SERVER, people, 10);

    private static double share(Action action, double fill) {
        double all = Arrays.stream(Action.values())
                .mapToDouble(each -> each.weight(fill))
                .sum();
        return action.weight(fill) / all;
    }

    @Test
    void anEmptyTownFillsAndAFullOneEmpties() {
        assertThat(share(Action.LOG_IN, 0)).isGreaterThan(0.9);
        assertThat(share(Action.LOG_IN, 1)).isBetween(0.03, 0.1);
        assertThat(share(Action.LOG_OUT, 1.5)).isGreaterThan(5 * share(Action.LOG_IN, 1.5));
    }

    @Test
    void aFewDoMostOfIt() {
        double all = people.stream().mapToDouble(Person::activity).sum();
        double busiest = people.stream().limit(6).mapToDouble(Person::activity).sum();
        assertThat(busiest / all).isGreaterThan(0.45);
    }

    @Test
    void nobodyWithoutASessionIsLentOut() {
        Visit visit = population.newcomer(Action.LOG_IN, random);
        population.arrived(visit);
        assertThat(population.take(Action.WORK, random)).isEmpty();
        assertThat(population.live()).isZero();
    }

    @Test
    void mostAreAwake() {
        int lent = 0;
        for (int i = 0; i < 10; i++) {
            Visit visit = population.newcomer(Action.LOG_IN, random);
            visit.begin();
            population.arrived(visit);
        }
        for (Optional<Visit> next = population.take(Action.REST, random);
                next.isPresent();
                next = population.take(Action.REST, random)) {
            next.get().restUntil(System.nanoTime() + TimeUnit.HOURS.toNanos(1));
            population.giveBack(next.get());
            lent++;
        }
        assertThat(lent).isEqualTo(3);
        assertThat(population.take(Action.WORK, random)).isPresent();
    }

    @Test
    void whoRestsIsLeftAlone() {
        Visit visit = new Visit(SERVER, people.getFirst(), Device.DESKS.getFirst(), "10.20.4.1");
        assertThat(visit.rests(System.nanoTime())).isFalse();
        visit.restUntil(System.nanoTime() + TimeUnit.HOURS.toNanos(1));
        assertThat(visit.rests(System.nanoTime())).isTrue();
    }
}
