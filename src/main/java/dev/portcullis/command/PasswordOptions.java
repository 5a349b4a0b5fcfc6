package dev.portcullis.command;

import dev.portcullis.account.PasswordBlocklist;
import dev.portcullis.server.ServerConfig;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which passwords people may choose. */
final class PasswordOptions {
    @Option(
            names = "--password-blocklist",
            paramLabel = "FILE",
            description = "Passwords that nobody may choose, one each line, beside those that are easy to guess.")
    private @Nullable Path blocklist;

    ServerConfig apply(ServerConfig config, Faults faults) {
        return config.withPasswordBlocklist(faults.orElse(PasswordBlocklist.NONE, this::read));
    }

    private PasswordBlocklist read() {
        Path file = blocklist;
        if (file == null) {
            return PasswordBlocklist.NONE;
        }
        try {
            return PasswordBlocklist.read(file);
        } catch (IOException e) {
            throw new UsageException("cannot read --password-blocklist " + file + ": " + FileTrouble.reason(e));
        }
    }
}
