package dev.portcullis.command;

import dev.portcullis.store.Database;
import dev.portcullis.store.PrivateFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database a server uses. */
final class DatabaseOptions {
    @Option(names = "--db-url", paramLabel = "URL", description = "PostgreSQL: jdbc:postgresql://host:port/name.")
    private @Nullable String url;

    @Option(names = "--db-user", paramLabel = "NAME", description = "Its user. Default: portcullis.")
    private String user = "portcullis";

    @Option(names = "--db-password-file", paramLabel = "FILE", description = "A file with the user's password.")
    private @Nullable Path passwordFile;

    @Option(names = "--db-pool-size", paramLabel = "N", description = "Connections at most. Default: 16.")
    private int poolSize = 16;

    /** Where it is; null for the embedded one. */
    Database.@Nullable Address address(Faults faults) {
        faults.unless(poolSize >= 1 && poolSize <= 500, "--db-pool-size must be from 1 to 500, not " + poolSize);
        String password = faults.orElse("", this::password);
        if (url == null) {
            return null;
        }
        faults.unless(url.startsWith("jdbc:postgresql:"), "--db-url must begin with jdbc:postgresql:");
        return new Database.Address(url, user, password, poolSize);
    }

    private String password() {
        if (passwordFile == null) {
            return "";
        }
        try {
            return PrivateFile.read(passwordFile);
        } catch (IOException e) {
            throw new UsageException("cannot read --db-password-file " + passwordFile + ": " + FileTrouble.reason(e));
        }
    }
}
