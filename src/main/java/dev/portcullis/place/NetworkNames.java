package dev.portcullis.place;

import dev.portcullis.api.PolicyDocument.Network;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The networks of a policy, to be asked which of them an address is in: the one whose range is the narrowest (longest prefix). */
public final class NetworkNames {
    private final Map<IpRange, Network> networks = new HashMap<>();
    private final List<Integer> prefixes;

    /** @param networks whose ranges are ranges, each in one network only */
    public NetworkNames(List<Network> networks) {
        networks.forEach(network -> network.ranges()
                .forEach(range -> this.networks.put(
                        IpRange.parse(range)
                                .orElseThrow(() -> new IllegalArgumentException(range + " is no range"))
                                .canonical(),
                        network)));
        this.prefixes = this.networks.keySet().stream()
                .map(IpRange::prefix)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /** The network of an address; empty if it has none. */
    public Optional<Network> of(@Nullable String address) {
        if (address == null || prefixes.isEmpty()) {
            return Optional.empty();
        }
        InetAddress parsed = InetAddress.ofLiteral(address);
        int bits = parsed.getAddress().length * 8;
        return prefixes.stream()
                .filter(prefix -> prefix <= bits)
                .flatMap(prefix -> Optional.ofNullable(networks.get(IpRange.around(parsed, prefix))).stream())
                .findFirst();
    }

    /** The name of an address's network; null if it has none. */
    public @Nullable String name(@Nullable String address) {
        return of(address).map(Network::name).orElse(null);
    }
}
