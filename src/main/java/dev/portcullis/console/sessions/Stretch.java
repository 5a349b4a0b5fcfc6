package dev.portcullis.console.sessions;

/**
 * Which part of the list the table's rows are.
 *
 * @param skipped about how many rows come before them
 * @param total how many there are in all
 * @param whole whether they are all
 * @param jump number of the leap that they answer
 * @param at where that led to, counted among them
 */
record Stretch(long skipped, long total, boolean whole, int jump, int at) {
    static final Stretch NONE = new Stretch(0, 0, true, 0, 0);

    static Stretch of(Picture.Rows rows) {
        int last = Math.max(0, rows.sorted().length - 1);
        int at = Math.clamp(rows.jump().at() - rows.skipped(), 0, last);
        return new Stretch(
                rows.skipped(), rows.matching(), rows.whole(), rows.jump().number(), at);
    }
}
