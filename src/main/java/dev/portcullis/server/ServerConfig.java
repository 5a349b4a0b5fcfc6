package dev.portcullis.server;

import dev.portcullis.account.Argon2;
import dev.portcullis.account.PasswordBlocklist;
import dev.portcullis.session.Lifetime;
import dev.portcullis.token.SigningKeys;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a server is to run.
 *
 * @param host the address to listen at
 * @param port 0 for one that is free
 * @param publicUrl how clients reach it: the issuer of its tokens; null for {@code http://host:port}
 * @param trustedProxies whose {@code X-Forwarded-For} is believed
 * @param node its name among the servers over one database; null for {@code host:port}
 * @param passwordBlocklist passwords that nobody may choose
 * @param retention how long ended sessions and events are kept
 * @param keyRotation how long a key signs tokens before the next one does
 */
public record ServerConfig(
        String host,
        int port,
        @Nullable URI publicUrl,
        List<Network> trustedProxies,
        @Nullable String node,
        Lifetime lifetime,
        Argon2 argon2,
        PasswordBlocklist passwordBlocklist,
        Duration retention,
        Duration keyRotation) {

    /** On loopback, at a free port, with the defaults of everything. */
    public static ServerConfig loopback() {
        return new ServerConfig(
                "127.0.0.1",
                0,
                null,
                List.of(),
                null,
                Lifetime.DEFAULT,
                Argon2.DEFAULT,
                PasswordBlocklist.NONE,
                Duration.ofDays(30),
                SigningKeys.PERIOD);
    }

    public ServerConfig withPort(int newPort) {
        return new ServerConfig(
                host,
                newPort,
                publicUrl,
                trustedProxies,
                node,
                lifetime,
                argon2,
                passwordBlocklist,
                retention,
                keyRotation);
    }

    public ServerConfig withPublicUrl(URI url) {
        return new ServerConfig(
                host, port, url, trustedProxies, node, lifetime, argon2, passwordBlocklist, retention, keyRotation);
    }

    public ServerConfig withTrustedProxies(List<Network> networks) {
        return new ServerConfig(
                host, port, publicUrl, networks, node, lifetime, argon2, passwordBlocklist, retention, keyRotation);
    }

    public ServerConfig withLifetime(Lifetime newLifetime) {
        return new ServerConfig(
                host,
                port,
                publicUrl,
                trustedProxies,
                node,
                newLifetime,
                argon2,
                passwordBlocklist,
                retention,
                keyRotation);
    }

    public ServerConfig withArgon2(Argon2 parameters) {
        return new ServerConfig(
                host,
                port,
                publicUrl,
                trustedProxies,
                node,
                lifetime,
                parameters,
                passwordBlocklist,
                retention,
                keyRotation);
    }

    public ServerConfig withKeyRotation(Duration period) {
        return new ServerConfig(
                host, port, publicUrl, trustedProxies, node, lifetime, argon2, passwordBlocklist, retention, period);
    }

    public ServerConfig withPasswordBlocklist(PasswordBlocklist passwords) {
        return new ServerConfig(
                host, port, publicUrl, trustedProxies, node, lifetime, argon2, passwords, retention, keyRotation);
    }
}
