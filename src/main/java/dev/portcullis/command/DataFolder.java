package dev.portcullis.command;

import dev.portcullis.store.PrivateFile;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a server keeps what must outlive it: the embedded database, the master key, the first password. One process at a time. */
final class DataFolder implements AutoCloseable {
    private final Path folder;
    private final FileChannel channel;

    private DataFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** The user's own, by the platform's custom (on Linux the XDG Base Directory Specification). */
    static Path ofUser() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        Path home = Path.of(System.getProperty("user.home"));
        if (system.contains("win")) {
            return orElse(System.getenv("LOCALAPPDATA"), home.resolve("AppData/Local"))
                    .resolve("Portcullis");
        }
        if (system.contains("mac")) {
            return home.resolve("Library/Application Support/Portcullis");
        }
        return orElse(System.getenv("XDG_DATA_HOME"), home.resolve(".local/share"))
                .resolve("portcullis");
    }

    /** Takes the folder, making it if need be; empty if another process has it. */
    static Optional<DataFolder> take(Path folder) {
        try {
            PrivateFile.makeFolder(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new DataFolder(folder, channel));
        } catch (IOException e) {
            throw new FailureException("cannot use the data directory " + folder + ": " + FileTrouble.reason(e), e);
        }
    }

    /** Waits until no other process has the folder, and takes it. */
    static DataFolder await(Path folder) {
        try {
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            return new DataFolder(folder, channel);
        } catch (IOException | OverlappingFileLockException e) {
            throw new FailureException("cannot wait for the data directory " + folder + ": " + e, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null; // this very process has it already
        }
    }

    Path database() {
        return database(folder);
    }

    static Path database(Path folder) {
        return folder.resolve("postgresql");
    }

    Path masterKey() {
        return masterKey(folder);
    }

    static Path masterKey(Path folder) {
        return folder.resolve("master-key");
    }

    Path firstPassword() {
        return firstPassword(folder);
    }

    static Path firstPassword(Path folder) {
        return folder.resolve("admin-password");
    }

    /** Leaves word of where the server of this folder answers, for another console of the same user. */
    void announce(URI address) throws IOException {
        Files.deleteIfExists(folder.resolve("address"));
        PrivateFile.write(folder.resolve("address"), address.toString());
    }

    /** Where the server answers that has the folder now, if it has said so. */
    static Optional<URI> announced(Path folder) {
        try {
            return Optional.of(URI.create(PrivateFile.read(folder.resolve("address"))));
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(folder.resolve("address"));
        channel.close();
    }

    private static Path orElse(@Nullable String path, Path otherwise) {
        return path == null || path.isBlank() ? otherwise : Path.of(path);
    }
}
