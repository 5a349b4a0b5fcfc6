package dev.portcullis.query;

import java.util.Arrays;
import java.util.Optional;

/** How a value stands to the one that is asked for. */
public enum Comparison {
    IS(":"),
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">=");

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    public String sign() {
        return sign;
    }

    /** The reverse of {@link #sign()}; {@code =} is the same as {@code :}. */
    static Optional<Comparison> ofSign(String sign) {
        return sign.equals("=")
                ? Optional.of(IS)
                : Arrays.stream(values())
                        .filter(comparison -> comparison.sign.equals(sign))
                        .findFirst();
    }

    /** Whether two values that compare so ({@link Comparable#compareTo}) stand to each other like this. */
    boolean holds(int compared) {
        return switch (this) {
            case IS -> compared == 0;
            case LESS -> compared < 0;
            case AT_MOST -> compared <= 0;
            case MORE -> compared > 0;
            case AT_LEAST -> compared >= 0;
        };
    }
}
