package dev.portcullis.client;

import dev.portcullis.api.Json;
import dev.portcullis.api.Lock;
import dev.portcullis.api.LockPage;
import dev.portcullis.api.NewLock;
import dev.portcullis.api.Paths;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Locks of accounts and networks, for operators with {@code sessions:revoke}. */
public final class Locking {
    /** The largest that the server gives. */
    private static final int PAGE = 1000;

    /** As many as a request's address has room for. */
    private static final int ACCOUNTS = 100;

    private final Transport transport;

    Locking(Transport transport) {
        this.transport = transport;
    }

    /** Those that hold, newest first; {@code after} is the {@code next} of the page before, or null. */
    public LockPage page(@Nullable UUID after, int limit) {
        String query = "?limit=" + limit + (after == null ? "" : "&after=" + after);
        return transport
                .send(transport
                        .request(Paths.ADMIN_LOCKS + query, "application/json")
                        .GET()
                        .build())
                .expect(200)
                .as(LockPage.class);
    }

    /** The newest, read page by page; {@code next} is null if these are all. */
    public LockPage newest(int most) {
        List<Lock> all = new ArrayList<>();
        UUID after = null;
        do {
            LockPage page = page(after, Math.min(PAGE, most - all.size()));
            all.addAll(page.items());
            after = page.next();
        } while (after != null && all.size() < most);
        return new LockPage(List.copyOf(all), after);
    }

    /** Those of these accounts that hold; an account has one at most. Asked a hundred at a time. */
    public List<Lock> ofAccounts(Collection<UUID> accounts) {
        List<UUID> wanted = List.copyOf(accounts);
        List<Lock> all = new ArrayList<>();
        for (int from = 0; from < wanted.size(); from += ACCOUNTS) {
            String ids = wanted.subList(from, Math.min(from + ACCOUNTS, wanted.size())).stream()
                    .map(UUID::toString)
                    .collect(Collectors.joining(","));
            all.addAll(transport
                    .send(transport
                            .request(Paths.ADMIN_LOCKS + "?account=" + ids, "application/json")
                            .GET()
                            .build())
                    .expect(200)
                    .as(LockPage.class)
                    .items());
        }
        return List.copyOf(all);
    }

    /** Locks; from then on nobody logs in there. */
    public Lock lock(NewLock wanted) {
        return transport
                .send(transport
                        .request(Paths.ADMIN_LOCKS, "application/json")
                        .setHeader("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(Json.write(wanted)))
                        .build())
                .expect(201)
                .as(Lock.class);
    }

    /** Lifts a lock. */
    public void lift(UUID id) {
        transport
                .send(transport
                        .request(Paths.ADMIN_LOCKS + "/" + id, "application/json")
                        .DELETE()
                        .build())
                .expect(204);
    }
}
