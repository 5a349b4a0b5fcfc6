package dev.portcullis.console.sessions;

import dev.portcullis.api.Stats;
import dev.portcullis.client.ClientException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All that the screen shows, at one moment: made on the model's thread, taken over whole on the JavaFX thread.
 *
 * @param rows the same object as in the picture before, if no row changed
 * @param total active sessions in all, loaded or not
 * @param interruption why the live feed is interrupted; null while it is not
 * @param asOf the server's time of the last thing heard; null before the first
 * @param stats null until the server has counted
 */
record Picture(
        Rows rows,
        long total,
        LiveState live,
        @Nullable ClientException interruption,
        @Nullable Instant asOf,
        Loading loading,
        @Nullable Stats stats) {

    /** Rows in order, and which of them match. */
    static final class Rows {
        static final Rows NONE = new Rows(new Row[0], new int[0], 0, "");

        private final Row[] sorted;
        private final int[] shown;
        private final int active;
        private final String search;

        private Rows(Row[] sorted, int[] shown, int active, String search) {
            this.sorted = sorted;
            this.shown = shown;
            this.active = active;
            this.search = search;
        }

        static Rows of(Row[] sorted, String text) {
            Search search = Search.of(text);
            int[] shown = new int[sorted.length];
            int count = 0;
            int active = 0;
            for (int i = 0; i < sorted.length; i++) {
                if (search.blank() || search.test(sorted[i])) {
                    shown[count++] = i;
                    active += sorted[i].ended() ? 0 : 1;
                }
            }
            return new Rows(sorted, Arrays.copyOf(shown, count), active, text);
        }

        void swapInto(RowList list) {
            list.swap(sorted, shown);
        }

        /** How many of the matching have not ended. */
        int active() {
            return active;
        }

        /** What they match. */
        String search() {
            return search;
        }
    }
}
