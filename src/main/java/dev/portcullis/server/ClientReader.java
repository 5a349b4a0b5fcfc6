package dev.portcullis.server;

import dev.portcullis.api.Delivery;
import dev.portcullis.place.IpRange;
import dev.portcullis.session.Client;
import io.vertx.core.MultiMap;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads from a request who asks: address and device. */
final class ClientReader {
    private static final Pattern WITH_PORT = Pattern.compile("([0-9.]+):[0-9]{1,5}|\\[([0-9a-fA-F:.]+)](?::[0-9]{1,5})?");

    private final List<IpRange> trustedProxies;
    private final DeviceReader devices = new DeviceReader();

    ClientReader(List<IpRange> trustedProxies) {
        this.trustedProxies = trustedProxies;
    }

    Client client(Request request, Delivery delivery) {
        String userAgent = request.header("User-Agent")
                .map(text -> text.strip().replaceAll("[^\\x20-\\x7e]", "?"))
                .map(text -> text.substring(0, Math.min(text.length(), DeviceReader.LONGEST)))
                .filter(text -> !text.isEmpty())
                .orElse(null);
        return new Client(address(request), userAgent, devices.read(userAgent), delivery);
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
            Optional<InetAddress> hop = IpRange.address(withoutPort(hops[i].strip()));
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
                && IpRange.address(address)
                        .filter(parsed -> trustedProxies.stream().anyMatch(range -> range.contains(parsed)))
                        .isPresent();
    }

    /** Some proxies write the port behind the address, and brackets round one of IPv6. */
    private static String withoutPort(String hop) {
        Matcher matcher = WITH_PORT.matcher(hop);
        return matcher.matches() ? Objects.requireNonNullElse(matcher.group(1), matcher.group(2)) : hop;
    }

    private static String withoutZone(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }
}
