package dev.portcullis.place;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the operator's databases of addresses are, in MaxMind's format (GeoLite2, GeoIP2, DB-IP and others come so); null for none.
 *
 * @param country of countries or cities
 * @param asn of autonomous systems
 */
public record GeoFiles(@Nullable Path country, @Nullable Path asn) {
    public static final GeoFiles NONE = new GeoFiles(null, null);

    /** Why a server could not run with them: a line for each. */
    public List<String> faults() {
        return Stream.of(new GeoFiles(country, null), new GeoFiles(null, asn))
                .flatMap(GeoFiles::fault)
                .toList();
    }

    private Stream<String> fault() {
        try {
            Locator _ = new Locator(this);
            return Stream.empty();
        } catch (GeoTroubleException e) {
            return Stream.of(String.valueOf(e.getMessage()));
        }
    }
}
