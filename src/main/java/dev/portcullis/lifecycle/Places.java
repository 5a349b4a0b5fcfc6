package dev.portcullis.lifecycle;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where somebody is, as far as their address tells. */
final class Places {
    private static final int IPV4 = 4;
    private static final int IPV4_NETWORK = 3;
    private static final int IPV6_NETWORK = 8;
    private static final int IPV6_SITE = 6;

    private Places() {}

    /** What counts as one address: of IPv6 a /64, which whoever has one address of it has all of. */
    static String counted(@Nullable String address) {
        return prefix(address, IPV4);
    }

    /** The network: of IPv4 the /24, of IPv6 the /64. */
    static String network(@Nullable String address) {
        return prefix(address, IPV4_NETWORK);
    }

    /** Of IPv6 the /48, within which an ISP or a site gives its devices one /64 after another; empty for IPv4, where the network is as wide as one can tell. */
    static Optional<String> site(@Nullable String address) {
        return address != null && InetAddress.ofLiteral(address) instanceof Inet6Address parsed
                ? Optional.of("6:" + HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), IPV6_SITE)))
                : Optional.empty();
    }

    private static String prefix(@Nullable String address, int ofIpv4) {
        if (address == null) {
            return "unknown";
        }
        InetAddress parsed = InetAddress.ofLiteral(address);
        int bytes = parsed instanceof Inet4Address ? ofIpv4 : IPV6_NETWORK;
        return (bytes == IPV6_NETWORK ? "6:" : "4:")
                + HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), bytes));
    }
}
