package dev.portcullis.console.accounts;

import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Who has how many live sessions, as the live table knows it without asking the server. */
@FunctionalInterface
public interface LiveCounts {
    /**
     * Counts them.
     *
     * @param onCounted hears, on the JavaFX thread, how many each account has; whoever is absent has none
     */
    void ask(Consumer<Map<UUID, Integer>> onCounted);
}
