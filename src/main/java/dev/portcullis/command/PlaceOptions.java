package dev.portcullis.command;

import dev.portcullis.place.GeoFiles;
import dev.portcullis.server.ServerConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What tells where addresses are. */
final class PlaceOptions {
    @Option(
            names = "--geoip-country",
            paramLabel = "FILE",
            description =
                    "Database of countries in MaxMind's format (GeoLite2-Country.mmdb); read again when it changes."
                            + " Default: none.")
    private @Nullable Path country;

    @Option(
            names = "--geoip-asn",
            paramLabel = "FILE",
            description = "The same of autonomous systems (GeoLite2-ASN.mmdb). Default: none.")
    private @Nullable Path asn;

    ServerConfig apply(ServerConfig config, Faults faults) {
        GeoFiles files = new GeoFiles(country, asn);
        files.faults().forEach(faults::add);
        return config.withGeoFiles(files);
    }
}
