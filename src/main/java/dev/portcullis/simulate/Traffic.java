package dev.portcullis.simulate;

/**
 * How much is simulated.
 *
 * @param actionsPerSecond over all people together, on average; they come at random moments (a Poisson process)
 * @param sessions how many are logged in in the long run
 * @param seed chooses who does what and when; what comes of it depends on the server as well
 */
public record Traffic(double actionsPerSecond, int sessions, long seed) {
    /** 0.01 to 10,000 actions a second, 1 to 10,000 sessions. */
    public Traffic {
        if (!(actionsPerSecond >= 0.01 && actionsPerSecond <= 10_000)) {
            throw new IllegalArgumentException("the rate must be between 0.01 and 10000 actions a second");
        }
        if (sessions < 1 || sessions > 10_000) {
            throw new IllegalArgumentException("the number of sessions must be between 1 and 10000");
        }
    }

    /** Enough to look at: some sixty sessions, a few actions a second. */
    public static Traffic ordinary(long seed) {
        return new Traffic(8, 60, seed);
    }
}
