package dev.portcullis.console.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Words can be read on whatever they stand on: WCAG 2.2, 1.4.3 (contrast at least 4.5:1), from the theme files themselves. */
class ContrastTest {
    private static final Pattern TOKEN = Pattern.compile("-pc-([a-z-]+):\\s*#([0-9a-f]{6});");
    private static final List<String> SURFACES = List.of("background", "panel", "raised", "selection");
    private static final double READABLE = 4.5;

    record Pair(String theme, String words, String surface, double contrast) {
        @Override
        public String toString() {
            return "%s: %s on %s (%.2f)".formatted(theme, words, surface, contrast);
        }
    }

    static Stream<Pair> wordsAndWhatTheyStandOn() {
        return Stream.of("dark", "light").flatMap(theme -> {
            Map<String, double[]> tokens = tokens(theme);
            Stream<String[]> plain = Stream.of("text", "text-second", "accent", "ok", "warn", "bad")
                    .flatMap(words -> SURFACES.stream().map(surface -> new String[] {words, surface}));
            Stream<String[]> tags = Stream.of("accent", "ok", "warn", "bad")
                    .flatMap(colour -> Stream.of(
                            new String[] {colour, colour + "-quiet"}, new String[] {"text", colour + "-quiet"}));
            Stream<String[]> buttons = Stream.of(new String[] {"on-accent", "accent"}, new String[] {"on-bad", "bad"});
            return Stream.of(plain, tags, buttons)
                    .flatMap(pairs -> pairs)
                    .map(pair -> new Pair(theme, pair[0], pair[1], contrast(tokens, pair[0], pair[1])));
        });
    }

    @ParameterizedTest
    @MethodSource("wordsAndWhatTheyStandOn")
    void wordsCanBeRead(Pair pair) {
        assertThat(pair.contrast()).as(pair.toString()).isGreaterThanOrEqualTo(READABLE);
    }

    private static Map<String, double[]> tokens(String theme) {
        try {
            Matcher matcher = TOKEN.matcher(Files.readString(Path.of("styles/themes", theme + ".css")));
            Map<String, double[]> tokens = new HashMap<>();
            while (matcher.find()) {
                int rgb = Integer.parseInt(matcher.group(2), 16);
                tokens.put(
                        matcher.group(1),
                        new double[] {channel(rgb >> 16 & 255), channel(rgb >> 8 & 255), channel(rgb & 255)});
            }
            return tokens;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** WCAG's relative luminance of one channel. */
    private static double channel(int value) {
        double share = value / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static double contrast(Map<String, double[]> tokens, String words, String surface) {
        double a = luminance(Objects.requireNonNull(tokens.get(words), words));
        double b = luminance(Objects.requireNonNull(tokens.get(surface), surface));
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(double[] rgb) {
        return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
    }
}
