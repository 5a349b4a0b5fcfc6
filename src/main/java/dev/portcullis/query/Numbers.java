package dev.portcullis.query;

import java.math.BigDecimal;

/** Numbers as text. */
final class Numbers {
    private Numbers() {}

    /** In plain decimals, without zeros at the end. */
    static String plain(Number number) {
        BigDecimal decimal = number instanceof BigDecimal exact ? exact : new BigDecimal(number.toString());
        return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }
}
