package dev.portcullis.command;

import dev.portcullis.store.Database;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the database is, and who asks it. */
final class DatabasePlace {
    @Option(names = "--db-url", paramLabel = "URL", description = "PostgreSQL: jdbc:postgresql://host:port/name.")
    private @Nullable String url;

    @Option(names = "--db-user", paramLabel = "NAME", description = "Its user. Default: portcullis.")
    private @Nullable String user;

    @Option(names = "--db-password-file", paramLabel = "FILE", description = "A file with the user's password.")
    private @Nullable Path passwordFile;

    /** Whether it is named; otherwise it is the embedded one. */
    boolean isGiven() {
        return url != null;
    }

    /**
     * Where it is; null for the embedded one. Who names a user or a password means a database that they believe to have named: a new and empty one in its place would
     * be a server that knows nobody.
     */
    Database.@Nullable Address address(int poolSize, Faults faults) {
        String password = faults.orElse("", this::password);
        String where = url;
        if (where == null) {
            faults.unless(user == null, "--db-user needs --db-url");
            faults.unless(passwordFile == null, "--db-password-file needs --db-url");
            return null;
        }
        faults.unless(where.startsWith("jdbc:postgresql:"), "--db-url must begin with jdbc:postgresql:");
        return new Database.Address(where, user == null ? "portcullis" : user, password, poolSize);
    }

    private String password() {
        if (passwordFile == null) {
            return "";
        }
        try {
            return PasswordFile.text(passwordFile);
        } catch (IOException e) {
            throw new UsageException("cannot read --db-password-file " + passwordFile + ": " + FileTrouble.reason(e));
        }
    }
}
