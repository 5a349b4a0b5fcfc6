package dev.portcullis.command;

import dev.portcullis.account.Argon2;
import dev.portcullis.server.ServerConfig;
import org.jspecify.annotations.Nullable;
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
            description = "Password hashes at once. Default: one a processor, as far as half of the heap has room.")
    private @Nullable Integer parallel;

    ServerConfig apply(ServerConfig config, Faults faults) {
        Argon2 argon2 = new Argon2(memory, iterations, parallelism);
        argon2.fault().ifPresent(faults::add);
        Integer given = parallel;
        boolean sensible = given == null || (given >= 1 && given <= MOST_PARALLEL);
        faults.unless(sensible, "--hash-parallel must be from 1 to " + MOST_PARALLEL + ", not " + given);
        if (argon2.fault().isPresent() || !sensible) {
            return config;
        }
        requireRoom(given, faults);
        return config.withArgon2(argon2).withHashParallel(given == null ? affordable(argon2) : given);
    }

    private static int affordable(Argon2 argon2) {
        Runtime java = Runtime.getRuntime();
        return Math.min(
                MOST_PARALLEL, ServerConfig.affordableHashes(argon2, java.availableProcessors(), java.maxMemory()));
    }

    /** All of them at once must leave half of the heap to everything else. Where nobody has given a number there are as many as that allows, and one if it allows none. */
    private void requireRoom(@Nullable Integer given, Faults faults) {
        int atOnce = given == null ? 1 : given;
        long needed = 1024L * memory * atOnce / MEBIBYTE;
        long heap = Runtime.getRuntime().maxMemory() / MEBIBYTE;
        if (needed <= heap / 2) {
            return;
        }
        String end = " needs %d MiB, more than half of the heap of %d MiB (java -Xmx)".formatted(needed, heap);
        if (given != null) {
            faults.add("--hash-parallel " + given + " times --argon2-memory " + memory + end);
        } else if (memory != Argon2.DEFAULT.memory()) {
            faults.add("--argon2-memory " + memory + end);
        }
    }
}
