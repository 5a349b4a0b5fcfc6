package dev.portcullis.simulate;

import dev.portcullis.api.Delivery;
import java.util.List;

/**
 * What somebody logs in with.
 *
 * @param place where it is used
 * @param delivery browsers hold the cookie; apps and programs hold tokens
 */
record Device(Place place, Delivery delivery, String userAgent) {
    /** Where a device is used, and so which addresses it has. */
    enum Place {
        /** At work: the office network, or the VPN from home. */
        DESK,
        /** Taken along: home, a mobile network. */
        POCKET,
        /** In a data centre. */
        RACK
    }

    private static final String WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64";
    private static final String MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7";
    private static final String WEBKIT = " AppleWebKit/537.36 (KHTML, like Gecko) Chrome/154.0.0.0";

    static final List<Device> DESKS = List.of(
            desk(WINDOWS + "; rv:157.0) Gecko/20100101 Firefox/157.0"),
            desk(WINDOWS + ")" + WEBKIT + " Safari/537.36"),
            desk(WINDOWS + ")" + WEBKIT + " Safari/537.36 Edg/154.0.0.0"),
            desk(MAC + ")" + WEBKIT + " Safari/537.36"),
            desk(MAC + ") AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15"),
            desk("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:157.0) Gecko/20100101 Firefox/157.0"),
            desk("Mozilla/5.0 (X11; Linux x86_64; rv:157.0) Gecko/20100101 Firefox/157.0"),
            desk("Mozilla/5.0 (X11; Linux x86_64)" + WEBKIT + " Safari/537.36"));

    static final List<Device> POCKETS = List.of(
            pocket(Delivery.COOKIE, "Mozilla/5.0 (Linux; Android 10; K)" + WEBKIT + " Mobile Safari/537.36"),
            pocket(Delivery.COOKIE, "Mozilla/5.0 (Android 16; Mobile; rv:157.0) Gecko/157.0 Firefox/157.0"),
            pocket(Delivery.COOKIE, apple("iPhone; CPU iPhone OS 18_6 like Mac OS X")),
            pocket(Delivery.COOKIE, apple("iPad; CPU OS 18_6 like Mac OS X")),
            pocket(Delivery.TOKENS, "Orders/6.2.1 (Android 16; Pixel 10) okhttp/5.3.0"),
            pocket(Delivery.TOKENS, "Orders/6.2.1 (iPhone; iOS 26.1; Scale/3.00) CFNetwork/3860.200.71 Darwin/25.1.0"));

    static final List<Device> RACKS = List.of(
            new Device(Place.RACK, Delivery.TOKENS, "Java-http-client/25.0.1"),
            new Device(Place.RACK, Delivery.TOKENS, "python-requests/2.32.5"),
            new Device(Place.RACK, Delivery.TOKENS, "curl/8.17.0"));

    /** What a guesser of passwords uses. */
    static final Device SCRIPT = new Device(Place.RACK, Delivery.COOKIE, "curl/8.17.0");

    private static Device desk(String userAgent) {
        return new Device(Place.DESK, Delivery.COOKIE, userAgent);
    }

    private static Device pocket(Delivery delivery, String userAgent) {
        return new Device(Place.POCKET, delivery, userAgent);
    }

    private static String apple(String system) {
        return "Mozilla/5.0 (" + system
                + ") AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1";
    }
}
