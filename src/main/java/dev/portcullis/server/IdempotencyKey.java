package dev.portcullis.server;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header): a request that is sent again with the same key is not carried out again. Optional here.
 */
final class IdempotencyKey {
    /** A string of structured fields (RFC 9651 §3.3.3), as the draft wants it, or what is in one without the quotation marks, as many send it. */
    private static final Pattern KEY =
            Pattern.compile("\"([\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]{1,255})\"|([\\x21\\x23-\\x5b\\x5d-\\x7e]{1,255})");

    private IdempotencyKey() {}

    /** That of a request, if it has one. */
    static Optional<String> of(Request request) {
        return request.header("Idempotency-Key").map(header -> {
            Matcher key = KEY.matcher(header.strip());
            if (!key.matches()) {
                throw ProblemException.invalid(
                        "\"Idempotency-Key\" must be 1 to 255 printable characters in quotation marks, without \" and \\.");
            }
            return key.group(1) == null ? key.group(2) : key.group(1);
        });
    }
}
