package dev.portcullis.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** Files that only their owner may read (mode 0600, where the file system has modes), written whole or not at all. */
public final class PrivateFile {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private PrivateFile() {}

    /** The text in the file; if there is none yet, 256 random bits in base64url, which are then kept there. */
    public static String readOrMake(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] bits = new byte[32];
            new SecureRandom().nextBytes(bits);
            try {
                write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
            } catch (FileAlreadyExistsException _) {
                // somebody else was first: theirs it is
            }
        }
        return read(file);
    }

    /** The text in the file, without white space around it. */
    public static String read(Path file) throws IOException {
        return Files.readString(file).strip();
    }

    /**
     * Writes a new file.
     *
     * @throws FileAlreadyExistsException if it is there already
     */
    public static void write(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path temporary = Files.createTempFile(folder, "." + file.getFileName(), ".tmp", only("rw-------"));
        try {
            Files.writeString(temporary, text + System.lineSeparator(), StandardCharsets.UTF_8);
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Makes the folder, readable by its owner only, unless it is there. */
    public static void makeFolder(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder, only("rwx------"));
        }
    }

    private static FileAttribute<?>[] only(String mode) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions(mode))}
                : new FileAttribute<?>[0];
    }

    private static Set<java.nio.file.attribute.PosixFilePermission> permissions(String mode) {
        return PosixFilePermissions.fromString(mode);
    }
}
