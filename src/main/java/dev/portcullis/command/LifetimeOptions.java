package dev.portcullis.command;

import dev.portcullis.server.ServerConfig;
import dev.portcullis.session.Lifetime;
import dev.portcullis.token.SigningKeys;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long things live. */
final class LifetimeOptions {
    @Option(
            names = "--idle-ttl",
            converter = Durations.class,
            paramLabel = "D",
            description = "A session ends after this time without use. Default: 30m.")
    private Duration idle = Lifetime.DEFAULT.idle();

    @Option(
            names = "--absolute-ttl",
            converter = Durations.class,
            paramLabel = "D",
            description = "A session ends after this time in any case. Default: 12h.")
    private Duration absolute = Lifetime.DEFAULT.absolute();

    @Option(
            names = "--access-ttl",
            converter = Durations.class,
            paramLabel = "D",
            description = "Validity of access tokens. Default: 5m.")
    private Duration access = Lifetime.DEFAULT.access();

    @Option(
            names = "--refresh-ttl",
            converter = Durations.class,
            paramLabel = "D",
            description = "Validity of refresh tokens. Default: 12h.")
    private Duration refresh = Lifetime.DEFAULT.refresh();

    @Option(
            names = "--refresh-grace",
            converter = Durations.class,
            paramLabel = "D",
            description = "How long a spent refresh token still answers the same successor. Default: 10s.")
    private Duration grace = Lifetime.DEFAULT.grace();

    @Option(
            names = "--retention",
            converter = Durations.class,
            paramLabel = "D",
            description = "How long ended sessions and events are kept. Default: 30d.")
    private Duration retention = Duration.ofDays(30);

    @Option(
            names = "--signing-key-rotation",
            converter = Durations.class,
            paramLabel = "D",
            description = "How long a key signs tokens before the next one does. Default: 30d.")
    private Duration keyRotation = SigningKeys.PERIOD;

    ServerConfig apply(ServerConfig config, Faults faults) {
        faults.unless(
                retention.toDays() >= 1 && retention.compareTo(Lifetime.LONGEST) <= 0,
                "--retention must be from 1d to " + Lifetime.LONGEST.toDays() + "d");
        faults.unless(
                keyRotation.toHours() >= 1 && keyRotation.compareTo(Lifetime.LONGEST) <= 0,
                "--signing-key-rotation must be from 1h to " + Lifetime.LONGEST.toDays() + "d");
        return config.withRetention(retention)
                .withKeyRotation(keyRotation)
                .withLifetime(
                        faults.orElse(Lifetime.DEFAULT, () -> new Lifetime(idle, absolute, access, refresh, grace)));
    }
}
