package dev.portcullis.api;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** How well a session's user has shown who they are, as a name that others can ask for: {@code acr} (RFC 9470 §3, RFC 9068 §2.2.1). */
public enum AuthenticationContext {
    /** The password alone. */
    ONE_FACTOR("urn:portcullis:acr:one-factor"),
    /** The password and a one-time code. */
    TWO_FACTORS("urn:portcullis:acr:two-factors");

    private static final String ONE_TIME_CODE = "otp";

    private final String acr;

    AuthenticationContext(String acr) {
        this.acr = acr;
    }

    /** What these factors ({@code amr}, RFC 8176) come to. */
    public static AuthenticationContext of(Collection<String> factors) {
        return factors.contains(ONE_TIME_CODE) ? TWO_FACTORS : ONE_FACTOR;
    }

    /** All that there are ({@code acr_values_supported}, RFC 9470 §7). */
    public static List<String> all() {
        return Stream.of(values()).map(AuthenticationContext::acr).toList();
    }

    /** The name. */
    public String acr() {
        return acr;
    }
}
