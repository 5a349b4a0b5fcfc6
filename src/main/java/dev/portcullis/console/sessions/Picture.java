package dev.portcullis.console.sessions;

import dev.portcullis.api.Stats;
import dev.portcullis.client.ClientException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the screen shows, at one moment: made on the model's thread, taken over whole on the JavaFX thread.
 *
 * @param rows the same object as in the picture before, if no row changed
 * @param total active sessions in all, whatever is asked
 * @param trouble why the rows do not answer what is asked now, but what was asked before; null if they do
 * @param interruption why the live feed is interrupted; null while it is not
 * @param asOf the server's time of the last thing heard; null before the first
 * @param news how many sessions have come that are not shown, since the table is held
 * @param stats null until the server has counted
 */
record Picture(
        Rows rows,
        long total,
        @Nullable ClientException trouble,
        LiveState live,
        @Nullable ClientException interruption,
        @Nullable Instant asOf,
        Loading loading,
        int news,
        @Nullable Stats stats) {

    /**
     * The stretch of the list that is held.
     *
     * @param aside selected rows that are not in it
     * @param skipped about how many rows come before it
     * @param matching how many there are in all, those that are just leaving not counted
     * @param whole whether it is all there is
     * @param asked what they answer
     * @param jump which jump they are the answer to; 0 before the first
     */
    record Rows(Row[] sorted, List<Row> aside, long skipped, long matching, boolean whole, Asked asked, Jump jump) {
        static final Rows NONE = new Rows(new Row[0], List.of(), 0, 0, true, Asked.EVERYTHING, Jump.NONE);

        static Rows of(SessionBook book, Jump jump) {
            return new Rows(
                    book.sorted(),
                    book.aside(),
                    book.segment().skipped(),
                    book.total(),
                    book.segment().whole(),
                    book.asked(),
                    jump);
        }
    }

    /**
     * A leap to another place of the list.
     *
     * @param number one more than that of the leap before
     * @param at how many rows lie before the place
     */
    record Jump(int number, long at) {
        static final Jump NONE = new Jump(0, 0);
    }
}
