package dev.portcullis.console.accounts;

import dev.portcullis.api.AccountView;
import dev.portcullis.api.Facets;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.Background;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** As the server counts them. One count at a time: of a long list, one takes longer than until somebody wants the next. */
final class ServerCounts implements LiveCounts {
    /** So many ids are one query. */
    private static final int AT_ONCE = 40;

    private static final Logger LOG = LoggerFactory.getLogger(ServerCounts.class);

    private final PortcullisClient client;
    private final Background background;
    private boolean counting;
    private @Nullable Runnable next;

    ServerCounts(PortcullisClient client, Background background) {
        this.client = client;
        this.background = background;
    }

    @Override
    public void ask(List<AccountView> whose, Consumer<Map<UUID, Integer>> onCounted) {
        List<AccountView> accounts = List.copyOf(whose);
        if (counting) {
            next = () -> ask(accounts, onCounted);
            return;
        }
        counting = true;
        background.run(
                () -> count(accounts),
                counts -> {
                    onCounted.accept(counts);
                    goOn();
                },
                failure -> {
                    LOG.info("The live sessions cannot be counted: {}", failure.getMessage());
                    goOn();
                });
    }

    private void goOn() {
        counting = false;
        Runnable wanted = next;
        next = null;
        if (wanted != null) {
            wanted.run();
        }
    }

    private Map<UUID, Integer> count(List<AccountView> accounts) throws ClientException {
        Map<UUID, Integer> counts = new HashMap<>();
        accounts.forEach(account -> counts.put(account.id(), 0));
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
