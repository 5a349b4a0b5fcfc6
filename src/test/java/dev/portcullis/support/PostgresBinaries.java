package dev.portcullis.support;

import dev.portcullis.store.EmbeddedDatabase;
import dev.portcullis.store.PrivateFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a PostgreSQL unpacks that starts in a new folder. That takes longer than most tests, so it is done once, and linked into the folders of the others, also of a
 * later run.
 */
public final class PostgresBinaries {
    private static final Path HOME = Path.of("target", "postgresql").toAbsolutePath();
    private static final Path UNPACKED = HOME.resolve("binaries");

    private PostgresBinaries() {}

    /**
     * Puts them into the folder of an {@link EmbeddedDatabase}.
     *
     * @param folder is made if need be
     */
    public static void into(Path folder) throws IOException {
        if (!Files.exists(UNPACKED)) {
            TestDatabase.start();
        }
        PrivateFile.makeFolder(folder);
        link(UNPACKED, Files.createDirectory(folder.resolve("binaries")));
    }

    /**
     * Likewise, where a server starts that is given a data directory.
     *
     * @param data is made if need be
     */
    public static void intoDataDirectory(Path data) throws IOException {
        PrivateFile.makeFolder(data);
        into(data.resolve("postgresql"));
    }

    /** Starts one in a folder of its own; the first unpacks for all, and other processes wait for it. */
    static EmbeddedDatabase start() throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(HOME), "run");
        try (FileChannel file =
                        FileChannel.open(HOME.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = file.lock()) {
            if (Files.exists(UNPACKED)) {
                link(UNPACKED, Files.createDirectory(folder.resolve("binaries")));
            }
            EmbeddedDatabase database = EmbeddedDatabase.start(folder);
            publish(folder.resolve("binaries"));
            return database;
        }
    }

    /** Those of another version lie beside them. */
    private static void publish(Path unpacked) throws IOException {
        Files.createDirectories(UNPACKED);
        try (Stream<Path> versions = Files.list(unpacked)) {
            for (Path version : List.copyOf(versions.toList())) {
                Path published = UNPACKED.resolve(version.getFileName());
                if (Files.isDirectory(version) && !Files.exists(published)) {
                    Path half = Files.createTempDirectory(HOME, "half");
                    link(version, half);
                    Files.move(half, published, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
    }

    /** All that is in a directory, into one that is there. */
    private static void link(Path from, Path to) throws IOException {
        boolean same = Files.getFileStore(from).equals(Files.getFileStore(to));
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path there = to.resolve(from.relativize(file));
                if (attributes.isRegularFile() && same) {
                    Files.createLink(there, file);
                } else {
                    Files.copy(file, there, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
