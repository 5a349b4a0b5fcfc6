package dev.portcullis.console.login;

/**
 * Why nobody is logged in.
 *
 * @param field what to correct
 * @param sentence what is wrong, and what can be done
 */
public record LoginProblem(Field field, String sentence) {
    /** A field of the login screen. */
    public enum Field {
        SERVER,
        EMAIL,
        PASSWORD,
        /** The second factor. */
        CODE,
        /** None of them: nothing that was typed is at fault. */
        NONE
    }
}
