package dev.portcullis.server;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.portcullis.api.DeviceType;
import dev.portcullis.session.Device;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import ua_parser.OS;
import ua_parser.Parser;
import ua_parser.UserAgent;

/**
 * Reads user agents. Browsers all begin with {@code Mozilla/}, and which one it is takes hundreds of regular expressions: about a millisecond, growing with the
 * text's length and no faster, which is why it is cut and why the answers are kept. Whatever else there is says its own name first (RFC 9110 §10.1.5).
 */
final class DeviceReader {
    /** Longer ones are cut. */
    static final int LONGEST = 512;

    private static final int MOST_KEPT = 10_000;
    private static final int LONGEST_NAME = 40;
    private static final String UNKNOWN = "Other"; // uap-java's word

    /** The mobile edition of a browser is that browser; that it is mobile is said elsewhere. */
    private static final Map<String, String> BROWSERS = Map.of(
            "Chrome Mobile", "Chrome",
            "Chrome Mobile iOS", "Chrome",
            "Chrome Mobile WebView", "Chrome WebView",
            "Edge Mobile", "Edge",
            "Firefox Mobile", "Firefox",
            "Firefox iOS", "Firefox",
            "Mobile Safari", "Safari",
            "Mobile Safari UI/WKWebView", "Safari WebView",
            "Opera Mobile", "Opera");

    private static final Map<String, String> SYSTEMS =
            Map.of("Mac OS X", "macOS", "ATV OS X", "tvOS", "Web0S", "webOS");

    private static final Set<String> DESKTOPS =
            Set.of("Windows", "macOS", "Linux", "Ubuntu", "Debian", "Fedora", "Chrome OS", "FreeBSD", "OpenBSD");

    /** Words by which machines that nobody sits at make themselves known. */
    private static final Pattern ROBOT = Pattern.compile(
            "(?<!cu)bot\\b|crawl|spider|slurp|headless|lighthouse|probe/|monitor|facebookexternalhit",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern TV = Pattern.compile(
            "smart-?tv|\\btv\\b|googletv|appletv|web0s|bravia|hbbtv|\\broku\\b|crkey|\\baft[a-z]{1,5}\\b|playstation|xbox",
            Pattern.CASE_INSENSITIVE);

    /** One for all: its thousand expressions take longer to compile than a server to start. */
    private static final Parser PARSER = new Parser();

    private final LoadingCache<String, Device> known =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).build(this::parse);

    /** @param userAgent at most {@link #LONGEST} characters; null for none */
    Device read(@Nullable String userAgent) {
        return userAgent == null ? Device.UNKNOWN : known.get(userAgent);
    }

    private Device parse(String userAgent) {
        OS os = PARSER.parseOS(userAgent);
        String system = system(os.family, userAgent);
        return userAgent.startsWith("Mozilla/") || userAgent.startsWith("Opera/")
                ? browser(userAgent, system)
                : program(userAgent, system);
    }

    private Device browser(String userAgent, @Nullable String system) {
        UserAgent parsed = PARSER.parseUserAgent(userAgent);
        if (parsed.family.equals(UNKNOWN)) {
            return device(product(userAgent), null, system, type(userAgent, system));
        }
        String browser = BROWSERS.getOrDefault(parsed.family, parsed.family);
        String named = parsed.major == null ? browser : browser + " " + parsed.major;
        return device(named, browser, system, type(userAgent, system));
    }

    /** An app, a library, a command: {@code Orders/6.2.1 (Android 16; Pixel 10) okhttp/5.3.0}. */
    private static Device program(String userAgent, @Nullable String system) {
        String product = product(userAgent);
        if (product.isEmpty()) {
            return device(Device.UNKNOWN.text(), null, system, DeviceType.OTHER);
        }
        int slash = product.indexOf('/');
        String name = slash < 0 ? product : product.substring(0, slash);
        String major = slash < 0 ? "" : product.substring(slash + 1).split("[^0-9]", 2)[0];
        DeviceType type = ROBOT.matcher(userAgent).find() ? DeviceType.ROBOT : DeviceType.APP;
        return device(major.isEmpty() || major.equals("0") ? name : name + " " + major, name, system, type);
    }

    private static Device device(String named, @Nullable String browser, @Nullable String system, DeviceType type) {
        return new Device(system == null ? named : named + " · " + system, browser, system, type);
    }

    private static DeviceType type(String userAgent, @Nullable String system) {
        if (ROBOT.matcher(userAgent).find()) {
            return DeviceType.ROBOT;
        }
        if (TV.matcher(userAgent).find()) {
            return DeviceType.TV;
        }
        if (userAgent.contains("iPad")
                || userAgent.contains("Tablet")
                || ("Android".equals(system) && !userAgent.contains("Mobile"))) {
            return DeviceType.TABLET;
        }
        if (userAgent.contains("Mobi") || userAgent.contains("iPhone")) {
            return DeviceType.MOBILE;
        }
        return system != null && DESKTOPS.contains(system) ? DeviceType.DESKTOP : DeviceType.OTHER;
    }

    private static @Nullable String system(String family, String userAgent) {
        if (family.equals(UNKNOWN)) {
            return null;
        }
        return family.equals("iOS") && userAgent.contains("iPad") ? "iPadOS" : SYSTEMS.getOrDefault(family, family);
    }

    private static String product(String userAgent) {
        String product = userAgent.split("[ (]", 2)[0];
        return product.length() > LONGEST_NAME ? product.substring(0, LONGEST_NAME) : product;
    }
}
