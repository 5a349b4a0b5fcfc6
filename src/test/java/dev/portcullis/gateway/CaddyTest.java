package dev.portcullis.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code src/gateways/Caddyfile}. */
class CaddyTest extends GatewaySpecification {
    /** Leaves alone the ports that Caddy takes by itself. */
    private static final String MAIN = """
            {
            	admin off
            	auto_https disable_redirects
            }
            import portcullis.caddy
            """;

    @Override
    Program start(Place place) throws IOException {
        Path caddy = Program.find("caddy", "caddy");
        Path configuration = place.gatewayConfiguration(
                "Caddyfile",
                "/etc/caddy/sso.example.com.crt",
                place.certificate().certificate().toString(),
                "/etc/caddy/sso.example.com.key",
                place.certificate().key().toString(),
                "sso.example.com {",
                "https://127.0.0.1:" + place.gateway() + " {");
        Files.move(configuration, place.folder().resolve("portcullis.caddy"));
        Path main = Files.writeString(place.folder().resolve("main.caddy"), MAIN);
        String home = place.folder().toString();
        return Program.run(
                place.folder(),
                place.gateway(),
                Map.of("HOME", home, "XDG_DATA_HOME", home, "XDG_CONFIG_HOME", home),
                List.of(caddy.toString(), "run", "--config", main.toString(), "--adapter", "caddyfile"));
    }
}
