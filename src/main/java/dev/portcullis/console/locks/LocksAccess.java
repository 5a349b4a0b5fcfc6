package dev.portcullis.console.locks;

import dev.portcullis.api.AccountView;
import dev.portcullis.api.Lock;
import dev.portcullis.api.LockPage;
import dev.portcullis.api.NewLock;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.client.SessionQuery;
import java.util.Optional;
import java.util.UUID;

/** What the screen needs of a {@link PortcullisClient}, and no more. Every call blocks, and throws {@link dev.portcullis.client.ClientException}. */
interface LocksAccess {
    /** Those that hold, newest first; {@code next} is null if these are all. */
    LockPage newest(int most);

    Lock lock(NewLock wanted);

    void lift(UUID lock);

    /** Whose address this is; empty if nobody is known by it. */
    Optional<UUID> account(String email);

    /**
     * That of a client.
     *
     * @param seesAccounts whether the operator may look accounts up that never had a session
     */
    static LocksAccess of(PortcullisClient client, boolean seesAccounts) {
        return new LocksAccess() {
            @Override
            public LockPage newest(int most) {
                return client.locks().newest(most);
            }

            @Override
            public Lock lock(NewLock wanted) {
                return client.locks().lock(wanted);
            }

            @Override
            public void lift(UUID lock) {
                client.locks().lift(lock);
            }

            @Override
            public Optional<UUID> account(String email) {
                if (seesAccounts) {
                    return client.account(email).map(AccountView::id);
                }
                String exactly = "user=\"" + email.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
                return client.sessions(new SessionQuery(exactly, "all", "-createdAt", null, 100)).items().stream()
                        .map(SessionView::account)
                        .filter(account -> account.email().equalsIgnoreCase(email)) // somebody may be called like it
                        .map(SessionView.Account::id)
                        .findFirst();
            }
        };
    }
}
