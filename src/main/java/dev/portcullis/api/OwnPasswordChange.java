package dev.portcullis.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * {@code PUT /v1/account/password}.
 *
 * @param endOthers whether the account's other sessions end (ASVS 7.4.3)
 */
public record OwnPasswordChange(
        String current, @JsonProperty("new") String newPassword, boolean endOthers) {
    @Override
    public String toString() {
        return "OwnPasswordChange[endOthers=" + endOthers + "]";
    }
}
