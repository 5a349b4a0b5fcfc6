package dev.portcullis.command;

import dev.portcullis.store.Database;
import dev.portcullis.store.EmbeddedDatabase;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which database a server uses, and how much of it. */
final class DatabaseOptions {
    private static final int LARGEST_POOL = 500;

    @Mixin
    private final DatabasePlace place = new DatabasePlace();

    @Option(names = "--db-pool-size", paramLabel = "N", description = "Connections at most. Default: 16.")
    private int poolSize = EmbeddedDatabase.POOL_SIZE;

    /** Where it is; null for the embedded one. */
    Database.@Nullable Address address(Faults faults) {
        boolean sensible = poolSize >= 1 && poolSize <= LARGEST_POOL;
        faults.unless(sensible, "--db-pool-size must be from 1 to " + LARGEST_POOL + ", not " + poolSize);
        faults.unless(
                !sensible || place.isGiven() || poolSize <= EmbeddedDatabase.LARGEST_POOL,
                "--db-pool-size must be at most " + EmbeddedDatabase.LARGEST_POOL + " without --db-url, not "
                        + poolSize);
        return place.address(poolSize, faults);
    }

    /** Connections at most, to whichever it is. */
    int poolSize() {
        return poolSize;
    }
}
