package dev.portcullis.api;

/** {@code PUT /admin/v1/accounts/{id}/password}. Ends the account's sessions. */
public record PasswordChange(String password) {
    @Override
    public String toString() {
        return "PasswordChange[]";
    }
}
