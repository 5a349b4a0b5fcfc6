package dev.portcullis.api;

/** A client with its new secret, which is shown here and never again. */
public record ClientSecret(ClientView client, String clientSecret) {
    @Override
    public String toString() {
        return "ClientSecret[" + client.id() + "]";
    }
}
