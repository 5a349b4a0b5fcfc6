package dev.portcullis.console.notice;

import java.time.Instant;

/**
 * What was told.
 *
 * @param at the server's time of the last that it tells of
 * @param count of how many it tells
 * @param words a sentence
 * @param next what can be done about it
 */
public record Notice(NoticeKind kind, Instant at, int count, String words, Next next) {
    /**
     * What can be done.
     *
     * @param words what that is called
     */
    public record Next(String words, Runnable run) {}
}
