package dev.portcullis.client;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a certificate, by which two people can find out over the telephone whether they see the same one.
 *
 * @param hex 64 digits, lower case
 */
public record Fingerprint(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    /** Spaces, colons and dashes: how others write it apart. */
    private static final Pattern APART = Pattern.compile("[\\s:-]");

    private static final int GROUP = 4;

    public Fingerprint {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("not a SHA-256 fingerprint: " + hex);
        }
    }

    /** Of a certificate's DER form. */
    public static Fingerprint of(X509Certificate certificate) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return new Fingerprint(HexFormat.of().formatHex(hash));
        } catch (CertificateEncodingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // it was read from this form, and every Java has SHA-256
        }
    }

    /** Reads 64 hexadecimal digits, apart or not, in upper or lower case; empty if it is nothing else. */
    public static Optional<Fingerprint> parse(String text) {
        String digits = APART.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
        return FORM.matcher(digits).matches() ? Optional.of(new Fingerprint(digits)) : Optional.empty();
    }

    /** In groups of four, as it is read aloud: "3F9A 01C7 …". */
    public String groups() {
        return hex.toUpperCase(Locale.ROOT).replaceAll("(.{" + GROUP + "})(?!$)", "$1 ");
    }

    /** The same on two lines of the same length. */
    public String lines() {
        String groups = groups();
        int middle = groups.length() / 2;
        return groups.substring(0, middle) + "\n" + groups.substring(middle + 1);
    }

    @Override
    public String toString() {
        return groups();
    }
}
