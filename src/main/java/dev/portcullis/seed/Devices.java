package dev.portcullis.seed;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.DeviceType;
import java.util.ArrayList;
import java.util.List;

/** What people and services log in with: the usual browsers, each in its newest versions and a few that are behind, and programs. */
final class Devices {
    /** Where a device is used. */
    enum Place {
        DESK,
        POCKET,
        RACK
    }

    /**
     * A device.
     *
     * @param reading as the server reads it from the user agent
     * @param weight how common it is among those of its place
     */
    record Device(
            Place place, Delivery delivery, String userAgent, dev.portcullis.session.Device reading, double weight) {}

    /** How common the newest version is, the one before it, and so on. */
    private static final double[] VERSIONS = {0.58, 0.22, 0.09, 0.06, 0.03, 0.02};

    private static final int CHROME = 154;
    private static final int FIREFOX = 157;
    private static final String WINDOWS = "Windows NT 10.0; Win64; x64";
    private static final String MAC = "Macintosh; Intel Mac OS X 10_15_7";
    private static final String LINUX = "X11; Linux x86_64";

    private static final List<Device> ALL = all();

    static final Weighted<Device> DESKS = at(Place.DESK);
    static final Weighted<Device> POCKETS = at(Place.POCKET);
    static final Weighted<Device> RACKS = at(Place.RACK);

    private Devices() {}

    static List<Device> list() {
        return ALL;
    }

    private static Weighted<Device> at(Place place) {
        return new Weighted<>(
                ALL.stream().filter(device -> device.place == place).toList(), Device::weight);
    }

    private static List<Device> all() {
        List<Device> all = new ArrayList<>();
        for (int age = 0; age < VERSIONS.length; age++) {
            browsers(all, VERSIONS[age], CHROME - age, FIREFOX - age);
        }
        all.add(desk(safari(MAC, "26.1", ""), "Safari 26 · macOS", 9));
        all.add(desk(safari(MAC, "18.6", ""), "Safari 18 · macOS", 3));
        all.add(pocket(iphone("18_6", "26.1"), "Safari 26 · iOS", 26));
        all.add(pocket(iphone("18_6", "18.6"), "Safari 18 · iOS", 7));
        all.add(new Device(
                Place.POCKET,
                Delivery.COOKIE,
                safari("iPad; CPU OS 18_6 like Mac OS X", "26.1", "Mobile/15E148 "),
                reading("Safari 26 · iPadOS", DeviceType.TABLET),
                4));
        apps(all);
        services(all);
        return List.copyOf(all);
    }

    private static void browsers(List<Device> all, double share, int chrome, int firefox) {
        all.add(desk(chrome(WINDOWS, chrome, ""), "Chrome " + chrome + " · Windows", 38 * share));
        all.add(desk(
                chrome(WINDOWS, chrome, " Edg/" + chrome + ".0.0.0"), "Edge " + chrome + " · Windows", 21 * share));
        all.add(desk(chrome(MAC, chrome, ""), "Chrome " + chrome + " · macOS", 13 * share));
        all.add(desk(chrome(LINUX, chrome, ""), "Chrome " + chrome + " · Linux", 3 * share));
        all.add(desk(firefox(WINDOWS, firefox), "Firefox " + firefox + " · Windows", 8 * share));
        all.add(desk(
                firefox(MAC.replace('_', '.').replace("15.7", "15"), firefox),
                "Firefox " + firefox + " · macOS",
                2 * share));
        all.add(desk(firefox(LINUX, firefox), "Firefox " + firefox + " · Linux", 3 * share));
        all.add(pocket(
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/" + chrome
                        + ".0.0.0 Mobile Safari/537.36",
                "Chrome " + chrome + " · Android",
                30 * share));
        all.add(pocket(
                "Mozilla/5.0 (Android 16; Mobile; rv:" + firefox + ".0) Gecko/" + firefox + ".0 Firefox/" + firefox
                        + ".0",
                "Firefox " + firefox + " · Android",
                2 * share));
    }

    private static void apps(List<Device> all) {
        all.add(app("Orders/6.2.1 (Android 16; Pixel 10) okhttp/5.3.0", "Orders 6 · Android", 12));
        all.add(app("Orders/6.1.0 (Android 15; SM-S921B) okhttp/5.3.0", "Orders 6 · Android", 5));
        all.add(app(
                "Orders/6.2.1 (iPhone; iOS 26.1; Scale/3.00) CFNetwork/3860.200.71 Darwin/25.1.0",
                "Orders 6 · iOS",
                14));
    }

    private static void services(List<Device> all) {
        all.add(service("Java-http-client/25.0.1", "Java-http-client 25", 40));
        all.add(service("python-requests/2.32.5", "python-requests 2", 25));
        all.add(service("Go-http-client/2.0", "Go-http-client 2", 25));
        all.add(service("curl/8.17.0", "curl 8", 10));
    }

    /** @param label the name, its version if it has one, and the system if it tells: "Firefox 157 · Windows" */
    private static dev.portcullis.session.Device reading(String label, DeviceType type) {
        String[] parts = label.split(" · ", 2);
        return new dev.portcullis.session.Device(
                label, parts[0].replaceFirst(" \\d+$", ""), parts.length == 2 ? parts[1] : null, type);
    }

    private static Device desk(String userAgent, String label, double weight) {
        return new Device(Place.DESK, Delivery.COOKIE, userAgent, reading(label, DeviceType.DESKTOP), weight);
    }

    private static Device pocket(String userAgent, String label, double weight) {
        return new Device(Place.POCKET, Delivery.COOKIE, userAgent, reading(label, DeviceType.MOBILE), weight);
    }

    private static Device app(String userAgent, String label, double weight) {
        return new Device(Place.POCKET, Delivery.TOKENS, userAgent, reading(label, DeviceType.APP), weight);
    }

    private static Device service(String userAgent, String label, double weight) {
        return new Device(Place.RACK, Delivery.TOKENS, userAgent, reading(label, DeviceType.APP), weight);
    }

    private static String chrome(String system, int version, String suffix) {
        return "Mozilla/5.0 (" + system + ") AppleWebKit/537.36 (KHTML, like Gecko) Chrome/" + version
                + ".0.0.0 Safari/537.36" + suffix;
    }

    private static String firefox(String system, int version) {
        return "Mozilla/5.0 (" + system + "; rv:" + version + ".0) Gecko/20100101 Firefox/" + version + ".0";
    }

    private static String safari(String system, String version, String mobile) {
        return "Mozilla/5.0 (" + system + ") AppleWebKit/605.1.15 (KHTML, like Gecko) Version/" + version + " " + mobile
                + "Safari/" + (mobile.isEmpty() ? "605.1.15" : "604.1");
    }

    private static String iphone(String system, String version) {
        return safari("iPhone; CPU iPhone OS " + system + " like Mac OS X", version, "Mobile/15E148 ");
    }
}
