package dev.portcullis.lifecycle;

import org.jspecify.annotations.Nullable;

/** What somebody offers as proof of who they are. Never shown. */
public record Offered(
        String password, @Nullable String totp, @Nullable String recoveryCode) {
    /** The password alone. */
    public static Offered password(String password) {
        return new Offered(password, null, null);
    }

    @Override
    public String toString() {
        return "Offered[]";
    }
}
