package dev.portcullis.place;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the operator's databases of addresses are, in MaxMind's format (GeoLite2, GeoIP2, DB-IP and others come so); null for none.
 *
 * @param country of countries or cities
 * @param asn of autonomous systems
 */
public record GeoFiles(@Nullable Path country, @Nullable Path asn) {
    public static final GeoFiles NONE = new GeoFiles(null, null);
}
