package dev.portcullis.command;

import dev.portcullis.store.PrivateFile;
import java.io.IOException;
import java.nio.file.Path;

/** A file with a password, such as {@code --password-file} names. */
final class PasswordFile {
    /** Some editors begin a file with it. It is no character of the password, and no white space either. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private PasswordFile() {}

    /**
     * The password in it, without white space around it.
     *
     * @throws UsageException if it cannot be read, or is not text
     */
    static String read(Path file) {
        try {
            return text(file);
        } catch (IOException e) {
            throw new UsageException("--password-file: cannot read " + file + ": " + FileTrouble.reason(e));
        }
    }

    /** The same, for who says otherwise that it cannot be read. */
    static String text(Path file) throws IOException {
        String text = PrivateFile.read(file);
        return text.startsWith(BYTE_ORDER_MARK)
                ? text.substring(BYTE_ORDER_MARK.length()).strip()
                : text;
    }
}
