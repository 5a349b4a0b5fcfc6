package dev.portcullis.console.accounts;

import dev.portcullis.api.AccountChange;
import dev.portcullis.api.AccountPage;
import dev.portcullis.api.AccountView;
import dev.portcullis.api.Lock;
import dev.portcullis.api.NewAccount;
import dev.portcullis.api.RoleView;
import dev.portcullis.client.AccountQuery;
import dev.portcullis.client.Administration;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.client.SessionQuery;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the screen needs of a {@link PortcullisClient}, and no more. Every call blocks, and throws {@link dev.portcullis.client.ClientException}. */
interface AccountsAccess {
    AccountPage page(AccountQuery query);

    AccountView account(UUID id);

    List<RoleView> roles();

    AccountView create(NewAccount account);

    /** Refused ({@code PRECONDITION_FAILED}) if it is not as it was seen any more. */
    AccountView change(AccountView seen, AccountChange change);

    void delete(AccountView seen);

    void setPassword(UUID account, String password);

    void removeSecondFactor(UUID account);

    /** The locks of these accounts that hold, by the account. */
    Map<UUID, Lock> locks(List<UUID> accounts);

    /** How many active sessions the account has now. */
    long sessions(AccountView account);

    static AccountsAccess of(PortcullisClient client) {
        Administration administration = client.administration();
        return new AccountsAccess() {
            @Override
            public AccountPage page(AccountQuery query) {
                return administration.accounts(query);
            }

            @Override
            public AccountView account(UUID id) {
                return administration.account(id);
            }

            @Override
            public List<RoleView> roles() {
                return administration.roles();
            }

            @Override
            public AccountView create(NewAccount account) {
                return client.createAccount(account);
            }

            @Override
            public AccountView change(AccountView seen, AccountChange change) {
                return administration.change(seen, change);
            }

            @Override
            public void delete(AccountView seen) {
                administration.delete(seen);
            }

            @Override
            public void setPassword(UUID account, String password) {
                client.setPassword(account, password);
            }

            @Override
            public void removeSecondFactor(UUID account) {
                client.removeTotp(account);
            }

            @Override
            public Map<UUID, Lock> locks(List<UUID> accounts) {
                return client.locks().ofAccounts(accounts).stream()
                        .collect(Collectors.toMap(
                                lock -> Objects.requireNonNull(lock.account()).id(), Function.identity()));
            }

            @Override
            public long sessions(AccountView account) {
                return client.sessions(new SessionQuery("account:" + account.id(), "live", "-createdAt", null, 1))
                        .total();
            }
        };
    }
}
