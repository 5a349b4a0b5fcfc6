package dev.portcullis.bench;

import org.jspecify.annotations.Nullable;

/** What one connection asks, one after the other. Called by one thread. */
interface Conversation {
    /** The next request; null if there is no more to ask. */
    @Nullable
    Ask next();

    /**
     * The answer to it.
     *
     * @return whether it is the one that was to come; any other counts as an error
     */
    boolean heard(Reply reply);
}
