package dev.portcullis.simulate;

/** What came of an action. */
public enum Outcome {
    /** Logged in. */
    LOGGED_IN("logins"),
    /** Used the session, and it was active. */
    CHECKED("checks"),
    /** Rotated the refresh token. */
    REFRESHED("refreshes"),
    /** Logged out. */
    LOGGED_OUT("logouts"),
    /** Logged in with the old cookie, which ended the session before. */
    REPLACED("replaced"),
    /** Left the session alone for a while. */
    RESTED("rests"),
    /** Gave a wrong password and was refused. */
    WRONG_PASSWORD("wrong passwords"),
    /** Was refused, whatever the password: too many had failed. */
    THROTTLED("throttled"),
    /** Used a spent refresh token and was refused. */
    REPLAYED("replays"),
    /** Found the session ended: by an operator, or by one of its limits. */
    FOUND_ENDED("found ended"),
    /** The server was not reached, or did not do what it should. */
    FAILED("errors");

    private final String plural;

    Outcome(String plural) {
        this.plural = plural;
    }

    /** How many of it are called: "logins". */
    public String plural() {
        return plural;
    }
}
