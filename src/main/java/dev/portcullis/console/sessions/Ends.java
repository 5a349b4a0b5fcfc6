package dev.portcullis.console.sessions;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Which sessions were heard to end, the last hundred thousand of them: a page that was read before must not bring one back. Not thread-safe. */
final class Ends {
    private static final int REMEMBERED = 100_000;

    private final Map<UUID, Boolean> known = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** It has ended; returns whether that was known. */
    boolean put(UUID handle) {
        return known.put(handle, Boolean.TRUE) != null;
    }

    boolean has(UUID handle) {
        return known.containsKey(handle);
    }
}
