package dev.portcullis.session;

/**
 * What was new about a login. The first login of an account is never new: it has nothing to be compared with.
 *
 * @param device whether the account had not been used with this browser on this system of late
 * @param network whether it had not been used from this network of late
 */
public record Novelty(boolean device, boolean network) {
    public static final Novelty NONE = new Novelty(false, false);
}
