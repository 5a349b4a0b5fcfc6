package dev.portcullis.console.accounts;

import dev.portcullis.api.AccountView;
import dev.portcullis.api.Facets;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Latest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who has how many live sessions. */
@FunctionalInterface
public interface LiveCounts {
    /**
     * Counts them.
     *
     * @param whose of which accounts
     * @param onCounted hears, on the JavaFX thread, how many each account has; whoever is absent has none
     */
    void ask(List<AccountView> whose, Consumer<Map<UUID, Integer>> onCounted);

    /** As the server counts. Whoever cannot be counted keeps the count of before. */
    static LiveCounts of(PortcullisClient client, Background background) {
        Logger log = LoggerFactory.getLogger(LiveCounts.class);
        Latest question = new Latest(background);
        return (whose, onCounted) -> {
            List<AccountView> accounts = List.copyOf(whose);
            question.ask(
                    () -> count(client, accounts),
                    onCounted,
                    failure -> log.info("The live sessions cannot be counted: {}", failure.getMessage()));
        };
    }

    /** So many ids are one query. */
    int AT_ONCE = 40;

    private static Map<UUID, Integer> count(PortcullisClient client, List<AccountView> accounts)
            throws ClientException {
        Map<UUID, Integer> counts = new HashMap<>();
        Map<String, UUID> ids = accounts.stream().collect(Collectors.toMap(AccountView::email, AccountView::id));
        List<AccountView> left = new ArrayList<>(accounts);
        while (!left.isEmpty()) {
            List<AccountView> some = left.subList(0, Math.min(AT_ONCE, left.size()));
            String query = some.stream()
                    .map(account -> account.id().toString())
                    .collect(Collectors.joining(",", "account:", ""));
            Facets.Facet found =
                    client.facets(List.of("user"), AT_ONCE, query, null).by().get("user");
            if (found != null) {
                found.values().forEach(each -> {
                    UUID id = ids.get(each.value());
                    if (id != null) {
                        counts.put(id, (int) each.sessions());
                    }
                });
            }
            some.clear();
        }
        return counts;
    }
}
