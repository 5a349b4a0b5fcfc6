package dev.portcullis.place;

import dev.portcullis.api.PolicyDocument.Network;
import dev.portcullis.session.Location;
import dev.portcullis.session.Policy;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says where addresses are: from memory. */
public final class Locator {
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final int LONGEST_NAME = 100;

    private final Optional<GeoFile> countries;
    private final Optional<GeoFile> systems;
    private volatile Named named = new Named(List.of(), new NetworkNames(List.of()));

    /** The networks that were asked about last, ready to be asked again. */
    private record Named(List<Network> networks, NetworkNames names) {}

    /**
     * Where an address is.
     *
     * @param trusted whether its network is trusted
     */
    public record Place(Location location, boolean trusted) {}

    /** @throws GeoTroubleException if a file cannot be used */
    public Locator(GeoFiles files) {
        this.countries = open(GeoFile.Subject.COUNTRIES, files.country());
        this.systems = open(GeoFile.Subject.SYSTEMS, files.asn());
    }

    private static Optional<GeoFile> open(GeoFile.Subject subject, @Nullable Path path) {
        return Optional.ofNullable(path).map(file -> GeoFile.open(subject, file));
    }

    /** Reads again what has changed; called every few seconds. */
    public void look() {
        Stream.of(countries, systems).flatMap(Optional::stream).forEach(GeoFile::look);
    }

    /**
     * Where an address is, by the names of this policy.
     *
     * @param address numeric; null if unknown
     */
    public Place locate(Policy policy, @Nullable String address) {
        if (address == null) {
            return new Place(Location.UNKNOWN, false);
        }
        Optional<Network> network = names(policy).of(address);
        InetAddress parsed = InetAddress.ofLiteral(address);
        Map<?, ?> country = countries.<Map<?, ?>>map(file -> file.find(parsed)).orElse(Map.of());
        Map<?, ?> system = systems.<Map<?, ?>>map(file -> file.find(parsed)).orElse(Map.of());
        return new Place(
                new Location(
                        network.map(Network::name).orElse(null),
                        country(country),
                        system.get("autonomous_system_number") instanceof Number asn ? asn.longValue() : null,
                        system.get("autonomous_system_organization") instanceof String name ? text(name) : null),
                network.map(Network::trusted).orElse(false));
    }

    /** The networks of this policy. */
    public NetworkNames names(Policy policy) {
        Named current = named;
        if (!current.networks.equals(policy.networks())) {
            current = new Named(policy.networks(), new NetworkNames(policy.networks()));
            named = current;
        }
        return current.names;
    }

    private static @Nullable String country(Map<?, ?> found) {
        return found.get("country") instanceof Map<?, ?> country
                        && country.get("iso_code") instanceof String code
                        && COUNTRY.matcher(code).matches()
                ? code
                : null;
    }

    private static String text(String name) {
        String line = name.replaceAll("\\p{Cntrl}", " ").strip();
        return line.length() > LONGEST_NAME ? line.substring(0, LONGEST_NAME) : line;
    }
}
