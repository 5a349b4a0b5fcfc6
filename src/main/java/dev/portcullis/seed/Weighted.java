package dev.portcullis.seed;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Things that are drawn more or less often. */
final class Weighted<T> {
    private final List<T> things;
    private final double[] upTo;

    Weighted(List<T> things, ToDoubleFunction<T> weight) {
        this.things = List.copyOf(things);
        this.upTo = new double[things.size()];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += weight.applyAsDouble(things.get(i));
            upTo[i] = sum;
        }
    }

    T draw(Chance chance) {
        double at = chance.share() * upTo[upTo.length - 1];
        int i = 0;
        while (upTo[i] <= at) {
            i++;
        }
        return things.get(i);
    }
}
