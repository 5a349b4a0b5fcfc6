package dev.portcullis.command;

import dev.portcullis.account.FirstAccount;
import dev.portcullis.api.ExportFormat;
import dev.portcullis.api.ExportManifest;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.ExportException;
import dev.portcullis.client.ExportQuery;
import dev.portcullis.client.Exports;
import dev.portcullis.client.PortcullisClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code portcullis export}: sessions of a server into a file, with the manifest beside it. */
@Command(
        name = "export",
        description = "Writes the sessions that match into a file, which is there when it is whole and not before.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The file is whole: its manifest, signed by the server, says so. It lies beside it, in FILE.manifest.json.",
            "1:There is no file; the line says why.",
            "2:The options are wrong."
        })
final class ExportCommand implements Callable<Integer>, Checked {
    private static final Logger LOG = LoggerFactory.getLogger(ExportCommand.class);
    private static final long TELL_EVERY = 5_000_000_000L;

    @Option(names = "--server", required = true, paramLabel = "URL", description = "The server's address.")
    private @Nullable URI server;

    @Option(
            names = "--email",
            paramLabel = "E",
            description = "Who asks; needs sessions:read, and no second factor. Default: admin@localhost.")
    private String email = FirstAccount.EMAIL;

    @Option(names = "--password-file", required = true, paramLabel = "F", description = "A file with their password.")
    private @Nullable Path passwordFile;

    @Option(names = "--q", paramLabel = "QUERY", description = "Which sessions. Default: all.")
    private String query = "";

    @Option(
            names = "--state",
            paramLabel = "live|active|suspended|ended|all",
            description = "Default: live (active and suspended), unless the query asks about the end.")
    private @Nullable String state;

    @Option(names = "--as-of", paramLabel = "TIME", description = "Who was in then: 2026-11-24T02:13:00Z.")
    private @Nullable String asOf;

    @Option(names = "--format", paramLabel = "csv|jsonl", description = "Default: as the file's name ends.")
    private @Nullable String format;

    @Parameters(paramLabel = "FILE", description = "Replaced if it is there.")
    private @Nullable Path file;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void check(Faults faults) {
        faults.orElse(ExportFormat.CSV, this::format);
        faults.orElse("", this::password);
        faults.orElse(true, () -> asOf() == null);
        faults.unless(
                Files.isDirectory(
                        Objects.requireNonNullElse(file().toAbsolutePath().getParent(), file())),
                "the directory of " + file() + " does not exist");
    }

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (PortcullisClient client = client();
                CtrlC ctrlC = new CtrlC()) {
            client.logIn(new LoginRequest(email, password(), null));
            try {
                ExportManifest manifest = export(client, ctrlC, new Told(out));
                out.printf(
                        Locale.ROOT,
                        "%s: %,d sessions, %,d bytes, sha256 %s%n",
                        file(),
                        manifest.count(),
                        manifest.bytes(),
                        manifest.digest());
                out.flush();
            } finally {
                leave(client);
            }
            return 0;
        } catch (ClientException | ExportException e) {
            throw new FailureException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new FailureException("cannot write " + whichFile(e) + ": " + FileTrouble.reason(e), e);
        }
    }

    /** Given up by Ctrl-C, it leaves nothing: neither what has been written so far nor, afterwards, the session. */
    private ExportManifest export(PortcullisClient client, CtrlC ctrlC, Told told) throws IOException {
        ExportQuery wanted = new ExportQuery(query, state, asOf(), format());
        try {
            return ctrlC.interrupting(() -> client.exports().toFileWithManifest(wanted, file(), told::at));
        } catch (ClientException | IOException e) {
            if (ctrlC.came()) {
                throw new FailureException("given up; nothing has been written to " + file(), e);
            }
            throw e;
        }
    }

    /** The manifest, if it is that one that cannot be written. */
    private Path whichFile(IOException trouble) {
        Path manifest = Exports.manifestOf(file());
        boolean manifests = trouble instanceof FileSystemException named
                && named.getFile() != null
                && Path.of(named.getFile()).equals(manifest.toAbsolutePath());
        return manifests ? manifest : file();
    }

    /** The export is what was wanted: whether the server hears of the end, or the session ends by itself, changes nothing about it. */
    private static void leave(PortcullisClient client) {
        try {
            client.logOut();
        } catch (ClientException e) {
            LOG.warn("could not log out; the session ends by itself: {}", e.getMessage());
        }
    }

    /** Says now and then how far it has come. */
    private static final class Told {
        private final PrintWriter out;
        private long last = System.nanoTime();

        Told(PrintWriter out) {
            this.out = out;
        }

        void at(long bytes) {
            if (System.nanoTime() - last >= TELL_EVERY) {
                last = System.nanoTime();
                out.printf(Locale.ROOT, "%,d bytes%n", bytes);
                out.flush();
            }
        }
    }

    private PortcullisClient client() {
        try {
            return new PortcullisClient(
                    Objects.requireNonNull(server), "portcullis-export", Map.of("User-Agent", "portcullis-export"));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--server: " + e.getMessage());
        }
    }

    private ExportFormat format() {
        String name = file().toString();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return ExportFormat.ofWire(format == null ? ending : format)
                .orElseThrow(() -> new UsageException("--format must be csv or jsonl, unless the file's name ends so"));
    }

    private @Nullable Instant asOf() {
        try {
            return asOf == null ? null : Instant.parse(asOf);
        } catch (DateTimeParseException e) {
            throw new UsageException("--as-of must be an instant such as 2026-11-24T02:13:00Z");
        }
    }

    private String password() {
        return PasswordFile.read(Objects.requireNonNull(passwordFile));
    }

    private Path file() {
        return Objects.requireNonNull(file);
    }
}
