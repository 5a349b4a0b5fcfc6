package dev.portcullis.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code src/gateways/haproxy.cfg} and {@code haproxy-verify.lua}. */
class HAProxyTest extends GatewaySpecification {
    @Override
    Program start(Place place) throws IOException {
        Path haproxy = Program.find("haproxy", "haproxy");
        Path lua = place.configuration("haproxy-verify.lua");
        Path configuration = place.gatewayConfiguration(
                "haproxy.cfg",
                "/etc/haproxy/haproxy-verify.lua",
                lua.toString(),
                "abns@portcullis",
                "abns@portcullis-" + place.gateway(),
                "bind :443",
                "bind 127.0.0.1:" + place.gateway(),
                "/etc/haproxy/sso.example.com.pem",
                place.certificate().both().toString());
        return Program.run(
                place.folder(),
                place.gateway(),
                Map.of(),
                List.of(haproxy.toString(), "-db", "-f", configuration.toString()));
    }
}
