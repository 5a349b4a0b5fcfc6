package dev.portcullis.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HistogramTest {
    private static final String KEPT = Kept.class.getName();

    private record Kept(int number) {}

    private static Histogram counted() {
        return Histogram.of(KEPT::equals);
    }

    @Test
    void whatIsReachableIsCountedAndWhatIsNotIsNot() {
        Histogram before = counted();
        Kept[] kept = Stream.iterate(0, i -> i + 1).limit(50).map(Kept::new).toArray(Kept[]::new);
        assertThat(counted().grownBy(50, before)).isEqualTo(Map.of(KEPT, 50L));
        assertThat(counted().grownBy(51, before)).isEmpty();
        assertThat(kept[49].number()).as("reachable until here").isEqualTo(49);
        kept = new Kept[0];
        assertThat(counted().grownBy(1, before)).isEmpty();
        assertThat(kept).isEmpty();
    }
}
