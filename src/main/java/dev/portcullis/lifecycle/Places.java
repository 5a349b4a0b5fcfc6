package dev.portcullis.lifecycle;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Where somebody is, as far as their address tells. */
final class Places {
    private static final int IPV4 = 4;
    private static final int IPV4_NETWORK = 3;
    private static final int IPV6_NETWORK = 8;

    private Places() {}

    /** What counts as one address: of IPv6 a /64, which whoever has one address of it has all of. */
    static String counted(@Nullable String address) {
        return prefix(address, IPV4);
    }

    /** The network: of IPv4 the /24, of IPv6 the /64. */
    static String network(@Nullable String address) {
        return prefix(address, IPV4_NETWORK);
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
