package dev.portcullis.api;

import java.util.List;

/** The codes for whoever loses the second factor, each good once. Shown this one time: the server keeps their hashes. */
public record RecoveryCodes(List<String> recoveryCodes) {
    @Override
    public String toString() {
        return "RecoveryCodes[" + recoveryCodes.size() + "]";
    }
}
