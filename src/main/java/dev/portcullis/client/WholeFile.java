package dev.portcullis.client;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Function;

/**
 * A file that is there under its name when it is whole, and not before. It is written beside that place, for its owner alone; what came of a writing that failed, or was
 * given up, is removed, and what was there before stays.
 */
public final class WholeFile {
    private WholeFile() {}

    /** Writes, and tells what came of it. The stream is closed for it. */
    @FunctionalInterface
    public interface Writing<T> {
        T to(OutputStream out) throws IOException;
    }

    /**
     * Writes a file.
     *
     * @throws IOException if it cannot be written, or whatever the writing throws
     */
    public static <T> T write(Path file, Writing<T> writing) throws IOException {
        Path target = requireReplaceable(file);
        Path part = part(target);
        try {
            T result = written(part, writing);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            return result;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Writes a file and what vouches for it: either both are there, or neither.
     *
     * @param beside where the other one lies
     * @param proof what is in it, by what came of the writing
     * @throws IOException if one of them cannot be written, or whatever the writing throws
     */
    public static <T> T write(Path file, Writing<T> writing, Path beside, Function<? super T, byte[]> proof)
            throws IOException {
        Path proofTarget = requireReplaceable(beside); // before hours of writing, rather than after them
        Path proofPart = part(proofTarget);
        try {
            Path target = requireReplaceable(file);
            Path part = part(target);
            try {
                T result = written(part, writing);
                Files.write(proofPart, proof.apply(result));
                replace(part, target, proofPart, proofTarget);
                return result;
            } finally {
                Files.deleteIfExists(part);
            }
        } finally {
            Files.deleteIfExists(proofPart);
        }
    }

    /** The file last: until it is there, the proof of the one before can be put back. */
    private static void replace(Path part, Path target, Path proofPart, Path proofTarget) throws IOException {
        Path before = part(proofTarget);
        try {
            boolean had = Files.exists(proofTarget);
            if (had) {
                Files.move(proofTarget, before, StandardCopyOption.REPLACE_EXISTING);
            }
            try {
                Files.move(proofPart, proofTarget, StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                if (had) {
                    Files.move(before, proofTarget, StandardCopyOption.REPLACE_EXISTING);
                } else {
                    Files.deleteIfExists(proofTarget); // it vouches for nothing
                }
                throw e;
            }
        } finally {
            Files.deleteIfExists(before);
        }
    }

    private static <T> T written(Path part, Writing<T> writing) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
            return writing.to(out);
        }
    }

    private static Path part(Path target) throws IOException {
        return Files.createTempFile(target.getParent(), "." + target.getFileName() + "-", ".part");
    }

    private static Path requireReplaceable(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        if (Files.isDirectory(target)) {
            throw new FileSystemException(target.toString(), null, "it is a directory");
        }
        return target;
    }
}
