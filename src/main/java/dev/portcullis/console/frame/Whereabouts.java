package dev.portcullis.console.frame;

/**
 * Where an operator is.
 *
 * @param screen its name; empty for the one that comes first
 * @param search what is searched for among the sessions
 */
public record Whereabouts(String screen, String search) {
    /** Where whoever has just come is. */
    public static final Whereabouts START = new Whereabouts("", "");
}
