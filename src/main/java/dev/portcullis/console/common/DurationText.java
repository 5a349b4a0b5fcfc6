package dev.portcullis.console.common;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time as it is typed: {@code 45s}, {@code 30m}, {@code 12h}, {@code 7d}, {@code 1h 30m}; a bare number is seconds. */
public final class DurationText {
    private static final Pattern FORM = Pattern.compile(
            "(?:(\\d{1,6})\\s*d)?\\s*(?:(\\d{1,7})\\s*h)?\\s*(?:(\\d{1,8})\\s*m(?:in)?)?\\s*(?:(\\d{1,9})\\s*s?)?");

    private static final int[] SECONDS = {86_400, 3600, 60, 1};
    private static final String[] UNITS = {"d", "h", "m", "s"};

    private DurationText() {}

    /** In seconds; empty if it is no time, or longer than a number holds. */
    public static OptionalInt parse(String text) {
        Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (text.isBlank() || !matcher.matches()) {
            return OptionalInt.empty();
        }
        long sum = 0;
        for (int i = 0; i < SECONDS.length; i++) {
            String number = matcher.group(i + 1);
            sum += number == null ? 0 : Long.parseLong(number) * SECONDS[i];
        }
        return sum > Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of((int) sum);
    }

    /** As it would be typed, in as few units as are needed. */
    public static String of(int seconds) {
        StringBuilder text = new StringBuilder();
        int rest = seconds;
        for (int i = 0; i < SECONDS.length; i++) {
            if (rest >= SECONDS[i]) {
                text.append(text.isEmpty() ? "" : " ").append(rest / SECONDS[i]).append(UNITS[i]);
                rest %= SECONDS[i];
            }
        }
        return text.isEmpty() ? "0s" : text.toString();
    }
}
