package dev.portcullis.command;

import dev.portcullis.account.Argon2;
import dev.portcullis.server.ServerConfig;
import picocli.CommandLine.Option;

/** What a password hash costs, whoever computes it: a login, or a thief of the database. */
final class HashOptions {
    private static final int MOST_PARALLEL = 256;
    private static final int MEBIBYTE = 1024 * 1024;

    @Option(
            names = "--argon2-memory",
            paramLabel = "KIB",
            description =
                    "Memory of a password hash (Argon2id), KiB. Default: 19456. Stored hashes follow at the next login.")
    private int memory = Argon2.DEFAULT.memory();

    @Option(names = "--argon2-iterations", paramLabel = "N", description = "Its passes over the memory. Default: 2.")
    private int iterations = Argon2.DEFAULT.iterations();

    @Option(names = "--argon2-parallelism", paramLabel = "N", description = "Its lanes. Default: 1.")
    private int parallelism = Argon2.DEFAULT.parallelism();

    @Option(
            names = "--hash-parallel",
            paramLabel = "N",
            description = "Password hashes at once. Default: one a processor.")
    private int parallel = Runtime.getRuntime().availableProcessors();

    ServerConfig apply(ServerConfig config, Faults faults) {
        Argon2 argon2 = new Argon2(memory, iterations, parallelism);
        argon2.fault().ifPresent(faults::add);
        boolean sensible = parallel >= 1 && parallel <= MOST_PARALLEL;
        faults.unless(sensible, "--hash-parallel must be from 1 to " + MOST_PARALLEL + ", not " + parallel);
        if (argon2.fault().isEmpty() && sensible) {
            requireRoom(faults);
        }
        return config.withArgon2(argon2).withHashParallel(parallel);
    }

    /** All of them at once must leave half of the heap to everything else. */
    private void requireRoom(Faults faults) {
        long needed = 1024L * memory * parallel / MEBIBYTE;
        long heap = Runtime.getRuntime().maxMemory() / MEBIBYTE;
        faults.unless(
                needed <= heap / 2,
                "--hash-parallel %d times --argon2-memory %d needs %d MiB, more than half of the heap of %d MiB (java -Xmx)"
                        .formatted(parallel, memory, needed, heap));
    }
}
