package dev.portcullis.console;

import dev.portcullis.client.CertificatePin;
import dev.portcullis.console.common.LanguageChoice;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.ThemeChoice;
import dev.portcullis.console.settings.Settings;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says. Whatever is null is remembered from the last time, or asked for.
 *
 * @param server an address as it would be typed
 * @param size of the window
 * @param pins the certificates by which the server is known, and by nothing else; none to ask, as ever
 * @param textSize in percent, one of {@link Measures#SIZES}
 */
public record ConsoleOptions(
        @Nullable String server,
        @Nullable String email,
        @Nullable String password,
        @Nullable ThemeChoice theme,
        @Nullable Size size,
        List<CertificatePin> pins,
        @Nullable LanguageChoice language,
        @Nullable Integer textSize) {
    /** Nothing said. */
    public static final ConsoleOptions NONE = new ConsoleOptions(null, null, null, null, null);

    public ConsoleOptions {
        pins = List.copyOf(pins);
    }

    /** Nothing said of certificates. */
    public ConsoleOptions(
            @Nullable String server,
            @Nullable String email,
            @Nullable String password,
            @Nullable ThemeChoice theme,
            @Nullable Size size) {
        this(server, email, password, theme, size, List.of());
    }

    /** Nothing said of words. */
    public ConsoleOptions(
            @Nullable String server,
            @Nullable String email,
            @Nullable String password,
            @Nullable ThemeChoice theme,
            @Nullable Size size,
            List<CertificatePin> pins) {
        this(server, email, password, theme, size, pins, null, null);
    }

    /** What is remembered, with what is said here instead: how it begins this time. */
    Settings over(Settings remembered) {
        return remembered
                .withTheme(Objects.requireNonNullElse(theme, remembered.theme()))
                .withLanguage(Objects.requireNonNullElse(language, remembered.language()))
                .withSizes(Objects.requireNonNullElse(textSize, remembered.textSize()), remembered.density());
    }

    /** In pixels. */
    public record Size(int width, int height) {
        private static final Pattern FORM = Pattern.compile("(\\d{3,5})x(\\d{3,5})");

        /** Reads {@code 1440x900}; empty if it is not of this form, or smaller than the console can be. */
        public static Optional<Size> parse(String text) {
            return FORM.matcher(text)
                    .results()
                    .filter(found -> found.group().equals(text))
                    .map(found -> new Size(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2))))
                    .filter(size -> size.width >= WindowPlace.MIN_WIDTH && size.height >= WindowPlace.MIN_HEIGHT)
                    .findFirst();
        }
    }

    @Override
    public String toString() {
        return "ConsoleOptions[server=" + server + ", email=" + email + ", theme=" + theme + ", size=" + size
                + ", language=" + language + ", textSize=" + textSize + "]";
    }
}
