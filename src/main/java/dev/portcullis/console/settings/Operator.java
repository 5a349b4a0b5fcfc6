package dev.portcullis.console.settings;

/**
 * Somebody at a server: what they asked there is nobody else's.
 *
 * @param server the server's address; {@link #LOCAL} of the one that the console starts itself, which listens somewhere else each time
 * @param account the account's id: an e-mail address may be given to somebody else
 */
public record Operator(String server, String account) {
    /** The server that the console starts itself. */
    public static final String LOCAL = "local";
}
