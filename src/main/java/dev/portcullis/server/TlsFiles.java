package dev.portcullis.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Where the server's certificate and key are, both PEM.
 *
 * @param certificate the certificate, then those that lead to its root
 * @param key its private key, not encrypted
 */
public record TlsFiles(Path certificate, Path key) {
    private static final long LARGEST = 1024 * 1024;

    /** What the files hold now. */
    record Content(String certificate, String key) {
        @Override
        public String toString() {
            return "a certificate and its key"; // which is a secret
        }
    }

    /**
     * Reads both.
     *
     * @throws TlsTroubleException if one cannot be read
     */
    Content read() {
        return new Content(read("--tls-cert", certificate), read("--tls-key", key));
    }

    /**
     * Sees whether a server could run with them.
     *
     * @throws TlsTroubleException if not; its message says why
     */
    public void check() {
        TlsIdentity.of(this, read());
    }

    private static String read(String option, Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new TlsTroubleException(option + " " + file + " is too large for a PEM file");
            }
            return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new TlsTroubleException("cannot read " + option + " " + file + ": there is no such file", e);
        } catch (IOException e) {
            throw new TlsTroubleException(
                    "cannot read " + option + " " + file + ": "
                            + (e instanceof java.nio.file.AccessDeniedException ? "permission denied" : e.getMessage()),
                    e);
        }
    }
}
