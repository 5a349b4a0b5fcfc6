package dev.portcullis.console.accounts;

import dev.portcullis.api.AccountView;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.Background;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Who has how many live sessions. */
@FunctionalInterface
public interface LiveCounts {
    /**
     * Counts them.
     *
     * @param whose of which accounts
     * @param onCounted hears, on the JavaFX thread, how many each account has
     */
    void ask(List<AccountView> whose, Consumer<Map<UUID, Integer>> onCounted);

    /** As the server counts. Whoever cannot be counted keeps the count of before. */
    static LiveCounts of(PortcullisClient client, Background background) {
        return new ServerCounts(client, background);
    }
}
