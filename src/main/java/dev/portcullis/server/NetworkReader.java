package dev.portcullis.server;

import dev.portcullis.api.FaultCode;
import dev.portcullis.api.PolicyDocument.Network;
import dev.portcullis.api.Problem.Fault;
import dev.portcullis.place.IpRange;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the named networks of a policy: every fault with its place. */
final class NetworkReader {
    private static final int MOST_NETWORKS = 100;
    private static final int MOST_RANGES = 200;
    private static final int MOST_IN_ALL = 1000;
    private static final int LONGEST_NAME = 60;

    private final Set<String> names = new HashSet<>();
    private final Map<IpRange, String> ranges = new HashMap<>();

    private NetworkReader() {}

    static List<Network> read(JsonMembers policy) {
        return policy.objects("networks", MOST_NETWORKS, new NetworkReader()::network);
    }

    private Network network(JsonMembers network) {
        String name = network.text("name");
        boolean given = network.has("name");
        if (given && !isName(name)) {
            network.fault("name", FaultCode.NETWORK_NAME, LONGEST_NAME);
        } else if (given && !names.add(name.toLowerCase(Locale.ROOT))) {
            network.fault("name", FaultCode.NETWORK_NAME_TAKEN);
        }
        return new Network(
                name,
                network.texts("ranges", MOST_RANGES, (place, text) -> fault(place, text, name)),
                network.maybeFlag("trusted"));
    }

    /** What is wrong with a range; null if nothing is. */
    private @Nullable Fault fault(String place, String text, String name) {
        IpRange range = IpRange.parse(text).orElse(null);
        if (range == null) {
            return Fault.of(place, FaultCode.NOT_A_RANGE);
        }
        if (!range.equals(range.canonical())) {
            return Fault.of(
                    place, FaultCode.BITS_BEYOND_PREFIX, range.canonical().text());
        }
        if (ranges.size() == MOST_IN_ALL) {
            return Fault.of(place, FaultCode.TOO_MANY_RANGES, MOST_IN_ALL);
        }
        String other = ranges.putIfAbsent(range, name);
        return other == null ? null : Fault.of(place, FaultCode.RANGE_TAKEN, other);
    }

    private static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_NAME
                && text.equals(text.strip())
                && text.chars().noneMatch(Character::isISOControl);
    }
}
