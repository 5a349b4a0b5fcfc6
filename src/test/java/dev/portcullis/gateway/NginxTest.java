package dev.portcullis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code src/gateways/nginx.conf}. */
class NginxTest extends GatewaySpecification {
    @Override
    Program start(Place place) throws IOException {
        Path nginx = Program.find("nginx", "nginx-light");
        Path configuration = place.gatewayConfiguration(
                "nginx.conf",
                "listen 443",
                "listen 127.0.0.1:" + place.gateway(),
                "/etc/ssl/sso.example.com.crt",
                place.certificate().certificate().toString(),
                "/etc/ssl/sso.example.com.key",
                place.certificate().key().toString());
        Files.move(configuration, place.folder().resolve("portcullis.conf"));
        // Started by root, its workers would be somebody else, who cannot write here.
        String user = "root".equals(System.getProperty("user.name")) ? "user root;" : "";
        Path main = Files.writeString(place.folder().resolve("main.conf"), """
                # What Debian's own nginx.conf does for conf.d, in a folder of its own.
                daemon off;
                %s
                worker_processes 2;
                pid nginx.pid;
                error_log stderr warn;
                events {}
                http {
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    include portcullis.conf;
                }
                """.formatted(user));
        return Program.run(
                place.folder(),
                place.gateway(),
                Map.of(),
                List.of(nginx.toString(), "-p", place.folder().toString(), "-e", "stderr", "-c", main.toString()));
    }

    /** It cannot without a module that Debian packages apart: see its configuration. */
    @Override
    boolean takesOutByPrefix() {
        return false;
    }

    @Test
    void whatItAsksIsNotForVisitors() throws Exception {
        assertThat(visitor().get("/_verify", "Cookie", alice()).statusCode()).isEqualTo(404);
        assertThat(visitor().get("/_verify/permission=orders:read").statusCode())
                .isEqualTo(404);
    }
}
