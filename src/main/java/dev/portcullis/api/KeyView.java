package dev.portcullis.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signing key, as it is shown.
 *
 * @param kid its RFC 7638 thumbprint
 * @param createdAt since when it has been published
 * @param signsFrom from when it signs
 * @param retiredAt when its successor took over
 * @param publishedUntil until when the JWKS lists it; absent while it signs or is to sign
 */
public record KeyView(
        String kid,
        State state,
        Instant createdAt,
        Instant signsFrom,
        @Nullable Instant retiredAt,
        @Nullable Instant publishedUntil,
        @Nullable Instant compromisedAt) {

    /** Where it is in its life. */
    public enum State {
        /** Published, so that whoever verifies knows it when it begins to sign. */
        @JsonProperty("next")
        NEXT,
        @JsonProperty("signing")
        SIGNING,
        /** Signs no more; verifies. Its private half is erased. */
        @JsonProperty("retired")
        RETIRED,
        /** Nothing that it signed counts. */
        @JsonProperty("compromised")
        COMPROMISED
    }
}
