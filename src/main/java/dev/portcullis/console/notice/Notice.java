package dev.portcullis.console.notice;

import java.time.Instant;
import java.util.function.Supplier;

/**
 * What was told.
 *
 * @param at the server's time of the last that it tells of
 * @param count of how many it tells
 * @param telling a sentence, in the language that the console speaks when it is asked for
 * @param next what can be done about it
 */
public record Notice(NoticeKind kind, Instant at, int count, Supplier<String> telling, Next next) {
    /** A sentence. */
    public String words() {
        return telling.get();
    }

    /**
     * What can be done.
     *
     * @param naming what that is called, in the language that the console speaks when it is asked for
     */
    public record Next(Supplier<String> naming, Runnable run) {
        /** What it is called. */
        public String words() {
            return naming.get();
        }
    }
}
