package dev.portcullis.account;

import java.util.Optional;

/**
 * What a new password must be (NIST SP 800-63B-4 §3.1.1.2): 15 characters at the least, since it is the only factor; no rules of composition; long enough an
 * upper bound for any phrase.
 */
public final class PasswordRule {
    static final int SHORTEST = 15;
    static final int LONGEST = 256;

    private PasswordRule() {}

    /** What is wrong with it, as a sentence; empty if nothing is. */
    public static Optional<String> fault(String password) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST) {
            return Optional.of("A password has at least " + SHORTEST + " characters; this one has " + length + ".");
        }
        if (length > LONGEST) {
            return Optional.of("A password has at most " + LONGEST + " characters; this one has " + length + ".");
        }
        return Optional.empty();
    }
}
