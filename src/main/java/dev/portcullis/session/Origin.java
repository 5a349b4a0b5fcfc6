package dev.portcullis.session;

import org.jspecify.annotations.Nullable;

/**
 * Where a request came from, for the record. Whatever the request leads to finds it here, on the request's thread, without anybody passing it on.
 *
 * @param address numeric; null if it was no request
 * @param request its id; null if it was none
 */
public record Origin(@Nullable String address, @Nullable String request) {
    private static final Origin NOWHERE = new Origin(null, null);
    private static final ScopedValue<Origin> CURRENT = ScopedValue.newInstance();

    /** That of what runs now; with nothing in it if that is the server's own doing. */
    public static Origin current() {
        return CURRENT.orElse(NOWHERE);
    }

    /** Does work that comes from here. */
    public void during(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }
}
