package dev.portcullis.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * {@code PUT /v1/account/password}.
 *
 * @param endOthers whether the account's other sessions end (ASVS 7.4.3); not, if it is left out
 */
public record OwnPasswordChange(
        String current,
        @JsonProperty("new") String newPassword,
        @Nullable Boolean endOthers) {
    @Override
    public String toString() {
        return "OwnPasswordChange[endOthers=" + endOthers + "]";
    }
}
