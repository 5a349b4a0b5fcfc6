package dev.portcullis.console.common;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stylesheets at a size. JavaFX has no unit that follows one size everywhere: {@code em} follows each node's own font, and a transform of the scene blurs hairlines
 * and leaves menus and tips alone. So the pixels in the sheets are multiplied, all but hairlines and rings.
 */
final class Stylesheets {
    private static final Pattern PIXELS = Pattern.compile("(?<![\\w.#])(\\d+(?:\\.\\d+)?)px");
    private static final Pattern FONT = Pattern.compile("url\\(\"fonts/");

    /** In pixels: up to here it is a hairline or a ring, at any size. */
    private static final double HAIRLINE = 3;

    private static final Map<String, String> SCALED = new ConcurrentHashMap<>();

    private Stylesheets() {}

    /** The address of a sheet ({@code components/frame}) at a size in percent. */
    static String url(String sheet, int percent) {
        String path = "/styles/" + sheet + ".css";
        URL url = Objects.requireNonNull(Stylesheets.class.getResource(path), path);
        return percent == Measures.NORMAL
                ? url.toExternalForm()
                : SCALED.computeIfAbsent(percent + path, _ -> data(scaled(read(url), percent, url)));
    }

    static String scaled(String css, int percent, URL url) {
        String folder = url.toExternalForm().substring(0, url.toExternalForm().lastIndexOf('/') + 1);
        String whole = FONT.matcher(css).replaceAll(Matcher.quoteReplacement("url(\"" + folder + "fonts/"));
        return PIXELS.matcher(whole).replaceAll(found -> scaled(Double.parseDouble(found.group(1)), percent));
    }

    private static String scaled(double pixels, int percent) {
        double now = pixels <= HAIRLINE ? pixels : pixels * percent / Measures.NORMAL;
        return String.format(Locale.ROOT, "%.2fpx", now);
    }

    private static String read(URL url) {
        try (InputStream in = url.openStream()) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String data(String css) {
        return "data:text/css;charset=utf-8;base64," + Base64.getEncoder().encodeToString(css.getBytes(UTF_8));
    }
}
