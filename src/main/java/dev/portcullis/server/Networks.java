package dev.portcullis.server;

import dev.portcullis.api.FaultCode;
import dev.portcullis.api.PolicyDocument;
import dev.portcullis.api.ProblemType;
import dev.portcullis.place.IpRange;
import java.net.InetAddress;
import java.util.List;

/** Networks that an operator names. */
final class Networks {
    private static final String INSIST = "Send \"force\":true if that is what you want.";

    private Networks() {}

    /** The member {@code network}: in CIDR notation, or one address. */
    static String read(JsonMembers body) {
        String network = body.text("network");
        if (body.node().path("network").isTextual() && IpRange.parse(network).isEmpty()) {
            body.fault("network", FaultCode.NOT_A_NETWORK);
        }
        return canonical(network);
    }

    /** As it is kept, whichever of its addresses it was written by. What is none stays as it is: that is a fault already. */
    static String canonical(String network) {
        return IpRange.parse(network).map(range -> range.canonical().text()).orElse(network);
    }

    /**
     * Refuses (409) the network from which a request comes, and those that the policy trusts.
     *
     * @param named what the policy calls networks
     * @param force whether the request's sender insists
     */
    static void refuseOwn(String network, String address, List<PolicyDocument.Network> named, boolean force) {
        IpRange range = IpRange.parse(network).orElse(null);
        InetAddress own = IpRange.address(address).orElse(null);
        if (force || range == null) {
            return;
        }
        if (own != null && range.contains(own)) {
            throw new ProblemException(
                    ProblemType.OWN_LOCK,
                    "You come from " + address + ", which is in " + network
                            + ": you could not log in again from where you are. " + INSIST);
        }
        named.stream()
                .filter(PolicyDocument.Network::trusted)
                .filter(trusted -> trusted.ranges().stream()
                        .flatMap(text -> IpRange.parse(text).stream())
                        .anyMatch(range::overlaps))
                .findFirst()
                .ifPresent(trusted -> {
                    throw new ProblemException(
                            ProblemType.OWN_LOCK,
                            network + " has addresses of \"" + trusted.name() + "\", which the policy trusts. "
                                    + INSIST);
                });
    }
}
