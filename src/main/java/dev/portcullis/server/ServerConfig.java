package dev.portcullis.server;

import dev.portcullis.account.Argon2;
import dev.portcullis.account.PasswordBlocklist;
import dev.portcullis.place.GeoFiles;
import dev.portcullis.place.IpRange;
import dev.portcullis.session.Lifetime;
import dev.portcullis.token.SigningKeys;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a server is to run. Made from {@link #loopback()} by changing what shall be otherwise.
 *
 * @param host the address to listen at
 * @param port 0 for one that is free
 * @param publicUrl how clients reach it: the issuer of its tokens; null for {@code http://host:port}, or https if it speaks TLS
 * @param tls its certificate and key; null for plain HTTP
 * @param trustedProxies whose {@code X-Forwarded-For} and {@code X-Request-Id} are believed
 * @param geoFiles where addresses are, if anybody is to know
 * @param corsOrigins foreign origins, as browsers write them, whose pages may use it with the user's cookie
 * @param management where it answers {@code /metrics} and the health checks to everybody who reaches it; null for nowhere
 * @param node its name among the servers over one database; null for {@code host:port}
 * @param lifetime how long things live until a policy says otherwise
 * @param argon2 the cost of new password hashes
 * @param passwordBlocklist passwords that nobody may choose
 * @param hashParallel password hashes at once
 * @param retention how long ended sessions and events are kept
 * @param keyRotation how long a key signs tokens before the next one does
 * @param accessLog whether each request is a line in the log
 * @param shutdownDelay how long it says that it is going away ({@code /readyz}) before it does
 */
public record ServerConfig(
        String host,
        int port,
        @Nullable URI publicUrl,
        @Nullable TlsFiles tls,
        List<IpRange> trustedProxies,
        GeoFiles geoFiles,
        List<String> corsOrigins,
        @Nullable Management management,
        @Nullable String node,
        Lifetime lifetime,
        Argon2 argon2,
        PasswordBlocklist passwordBlocklist,
        int hashParallel,
        Duration retention,
        Duration keyRotation,
        boolean accessLog,
        Duration shutdownDelay) {

    /**
     * A listener of its own for operations.
     *
     * @param port 0 for one that is free
     */
    public record Management(String host, int port) {}

    /** On loopback, at a free port, with the defaults of everything. */
    public static ServerConfig loopback() {
        return new Draft().done();
    }

    /**
     * How many password hashes may run at once unless somebody says: one a processor, as far as half of the heap has room for them, which leaves the other half to
     * everything else; at least one.
     *
     * @param heap bytes
     */
    public static int affordableHashes(Argon2 argon2, int processors, long heap) {
        return Math.clamp(heap / 2 / (1024L * argon2.memory()), 1, processors);
    }

    public ServerConfig withHost(String host) {
        return with(draft -> draft.host = host);
    }

    public ServerConfig withPort(int port) {
        return with(draft -> draft.port = port);
    }

    public ServerConfig withPublicUrl(@Nullable URI publicUrl) {
        return with(draft -> draft.publicUrl = publicUrl);
    }

    public ServerConfig withTls(@Nullable TlsFiles tls) {
        return with(draft -> draft.tls = tls);
    }

    public ServerConfig withTrustedProxies(List<IpRange> networks) {
        return with(draft -> draft.trustedProxies = networks);
    }

    public ServerConfig withGeoFiles(GeoFiles files) {
        return with(draft -> draft.geoFiles = files);
    }

    public ServerConfig withCorsOrigins(List<String> origins) {
        return with(draft -> draft.corsOrigins = origins);
    }

    public ServerConfig withManagement(@Nullable Management management) {
        return with(draft -> draft.management = management);
    }

    public ServerConfig withNode(@Nullable String node) {
        return with(draft -> draft.node = node);
    }

    public ServerConfig withLifetime(Lifetime lifetime) {
        return with(draft -> draft.lifetime = lifetime);
    }

    public ServerConfig withArgon2(Argon2 argon2) {
        return with(draft -> draft.argon2 = argon2);
    }

    public ServerConfig withPasswordBlocklist(PasswordBlocklist passwords) {
        return with(draft -> draft.passwordBlocklist = passwords);
    }

    public ServerConfig withHashParallel(int parallel) {
        return with(draft -> draft.hashParallel = parallel);
    }

    public ServerConfig withRetention(Duration retention) {
        return with(draft -> draft.retention = retention);
    }

    public ServerConfig withKeyRotation(Duration period) {
        return with(draft -> draft.keyRotation = period);
    }

    public ServerConfig withAccessLog(boolean on) {
        return with(draft -> draft.accessLog = on);
    }

    public ServerConfig withShutdownDelay(Duration delay) {
        return with(draft -> draft.shutdownDelay = delay);
    }

    private ServerConfig with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.done();
    }

    /** One that is being changed: what each value is otherwise stands here. */
    private static final class Draft {
        private String host = "127.0.0.1";
        private int port;
        private @Nullable URI publicUrl;
        private @Nullable TlsFiles tls;
        private List<IpRange> trustedProxies = List.of();
        private GeoFiles geoFiles = GeoFiles.NONE;
        private List<String> corsOrigins = List.of();
        private @Nullable Management management;
        private @Nullable String node;
        private Lifetime lifetime = Lifetime.DEFAULT;
        private Argon2 argon2 = Argon2.DEFAULT;
        private PasswordBlocklist passwordBlocklist = PasswordBlocklist.NONE;
        private int hashParallel = affordableHashes(
                Argon2.DEFAULT,
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory());
        private Duration retention = Duration.ofDays(30);
        private Duration keyRotation = SigningKeys.PERIOD;
        private boolean accessLog;
        private Duration shutdownDelay = Duration.ZERO;

        Draft() {}

        Draft(ServerConfig from) {
            host = from.host;
            port = from.port;
            publicUrl = from.publicUrl;
            tls = from.tls;
            trustedProxies = from.trustedProxies;
            geoFiles = from.geoFiles;
            corsOrigins = from.corsOrigins;
            management = from.management;
            node = from.node;
            lifetime = from.lifetime;
            argon2 = from.argon2;
            passwordBlocklist = from.passwordBlocklist;
            hashParallel = from.hashParallel;
            retention = from.retention;
            keyRotation = from.keyRotation;
            accessLog = from.accessLog;
            shutdownDelay = from.shutdownDelay;
        }

        ServerConfig done() {
            return new ServerConfig(
                    host,
                    port,
                    publicUrl,
                    tls,
                    trustedProxies,
                    geoFiles,
                    corsOrigins,
                    management,
                    node,
                    lifetime,
                    argon2,
                    passwordBlocklist,
                    hashParallel,
                    retention,
                    keyRotation,
                    accessLog,
                    shutdownDelay);
        }
    }
}
