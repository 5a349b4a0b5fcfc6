package dev.portcullis.server;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.portcullis.api.Delivery;
import dev.portcullis.session.Client;
import io.vertx.core.MultiMap;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import ua_parser.Parser;

/** Reads from a request who asks: address and device. */
final class ClientReader {
    private static final int LONGEST_USER_AGENT = 512;

    private final List<Network> trustedProxies;
    private final Parser parser = new Parser();

    /** Reading a user agent takes hundreds of regular expressions. */
    private final LoadingCache<String, String> devices =
            Caffeine.newBuilder().maximumSize(10_000).build(this::device);

    ClientReader(List<Network> trustedProxies) {
        this.trustedProxies = trustedProxies;
    }

    Client client(Request request, Delivery delivery) {
        String userAgent = request.header("User-Agent")
                .map(text -> text.strip().replaceAll("[^\\x20-\\x7e]", "?"))
                .map(text -> text.substring(0, Math.min(text.length(), LONGEST_USER_AGENT)))
                .filter(text -> !text.isEmpty())
                .orElse(null);
        String device = userAgent == null ? "Unknown" : devices.get(userAgent);
        return new Client(address(request), userAgent, device, delivery);
    }

    /** The nearest address that is not a trusted proxy's: of {@code X-Forwarded-For}, only what trusted proxies wrote is believed. */
    String address(Request request) {
        return address(request.remote(), request.headers());
    }

    /** The same. */
    String address(String remote, MultiMap headers) {
        String nearest = withoutZone(remote);
        if (!trusted(nearest)) {
            return nearest;
        }
        String[] hops = String.join(",", headers.getAll("X-Forwarded-For")).split(",", -1);
        for (int i = hops.length - 1; i >= 0; i--) {
            Optional<InetAddress> hop = Network.address(hops[i].strip());
            if (hop.isEmpty()) {
                return nearest;
            }
            nearest = hop.get().getHostAddress();
            if (!trusted(nearest)) {
                return nearest;
            }
        }
        return nearest;
    }

    /** Whether the address is a trusted proxy's. */
    boolean trusted(String address) {
        return !trustedProxies.isEmpty()
                && Network.address(address)
                        .filter(parsed -> trustedProxies.stream().anyMatch(network -> network.contains(parsed)))
                        .isPresent();
    }

    private static String withoutZone(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }

    private String device(String userAgent) {
        ua_parser.Client parsed = parser.parse(userAgent);
        String browser = parsed.userAgent.family.equals("Other")
                ? firstProduct(userAgent)
                : parsed.userAgent.family + (parsed.userAgent.major == null ? "" : " " + parsed.userAgent.major);
        return parsed.os.family.equals("Other") ? browser : browser + " · " + system(parsed.os.family);
    }

    private static String system(String family) {
        return family.equals("Mac OS X") ? "macOS" : family;
    }

    private static String firstProduct(String userAgent) {
        String product = userAgent.split("[ /]", 2)[0];
        return product.length() > 40 ? product.substring(0, 40) : product;
    }
}
