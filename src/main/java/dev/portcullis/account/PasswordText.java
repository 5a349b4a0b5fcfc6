package dev.portcullis.account;

import java.text.Normalizer;
import java.util.stream.Stream;

/**
 * What is hashed of what was typed (NIST SP 800-63B-4 §3.1.1.2): NFKC, so that the same characters are the same password on every keyboard and system.
 */
final class PasswordText {
    private PasswordText() {}

    static String normal(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFKC);
    }

    /** What may have been hashed of it: passwords that are older than this rule were hashed as they were typed. */
    static Stream<String> candidates(String typed) {
        return Stream.of(normal(typed), typed).distinct();
    }

    /** How long it is, for people: code points. */
    static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
