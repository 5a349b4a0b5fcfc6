package dev.portcullis.server;

import dev.portcullis.api.ProblemType;
import dev.portcullis.place.IpRange;
import java.net.InetAddress;

/** Networks that an operator names. */
final class Networks {
    private Networks() {}

    /** The member {@code network}: in CIDR notation, or one address. */
    static String read(JsonMembers body) {
        String network = body.text("network");
        if (body.node().path("network").isTextual() && IpRange.parse(network).isEmpty()) {
            body.fault("network", "It must be a network in CIDR notation (203.0.113.0/24), or an address.");
        }
        return network;
    }

    /**
     * Refuses (409) the network from which a request comes.
     *
     * @param force whether its sender insists
     */
    static void refuseOwn(String network, String address, boolean force) {
        InetAddress own = IpRange.address(address).orElse(null);
        if (!force
                && own != null
                && IpRange.parse(network).filter(range -> range.contains(own)).isPresent()) {
            throw new ProblemException(
                    ProblemType.OWN_LOCK,
                    "You come from " + address + ", which is in " + network
                            + ": you could not log in again from where you are. Send \"force\":true if that is what you want.");
        }
    }
}
