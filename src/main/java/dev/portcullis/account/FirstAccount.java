package dev.portcullis.account;

import dev.portcullis.store.AccountStore;
import dev.portcullis.store.Database;
import dev.portcullis.store.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The account that a server without any is given at its first start: {@code admin@localhost}, with a random password in a file that only its owner may read.
 * There is no default password anywhere (ASVS 6.3.2).
 */
public final class FirstAccount {
    public static final String EMAIL = "admin@localhost";
    private static final String ROLE = "admin";
    private static final String NAME = "Administrator";

    private FirstAccount() {}

    /**
     * Makes it, if there is no account at all.
     *
     * @param passwordFile where the password is, or will be
     * @return whether it was made now
     */
    public static boolean makeIfNone(Database database, Accounts accounts, Path passwordFile) throws IOException {
        if (database.read(AccountStore::any)) {
            return false;
        }
        String password = PrivateFile.readOrMake(passwordFile);
        boolean made =
                accounts.add(EMAIL, NAME, password, List.of(), List.of(ROLE)).isPresent();
        if (!made) {
            Files.deleteIfExists(
                    passwordFile); // another server over this database was first: this password opens nothing
        }
        return made;
    }
}
