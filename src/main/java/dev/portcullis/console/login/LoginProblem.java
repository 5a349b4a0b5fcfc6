package dev.portcullis.console.login;

/**
 * Why nobody is logged in.
 *
 * @param field what to correct
 * @param sentence what is wrong, and what can be done
 * @param code what to tell whoever looks for the cause; empty where there is nothing to look for
 */
public record LoginProblem(Field field, String sentence, String code) {
    LoginProblem(Field field, String sentence) {
        this(field, sentence, "");
    }

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
