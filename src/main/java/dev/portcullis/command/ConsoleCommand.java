package dev.portcullis.command;

import dev.portcullis.client.CertificatePin;
import dev.portcullis.client.Fingerprint;
import dev.portcullis.console.ConsoleApp;
import dev.portcullis.console.ConsoleOptions;
import dev.portcullis.console.LocalServer;
import dev.portcullis.console.Simulator;
import dev.portcullis.console.Toolkit;
import dev.portcullis.console.common.LanguageChoice;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Theme;
import dev.portcullis.console.common.ThemeChoice;
import dev.portcullis.console.connection.ServerAddress;
import dev.portcullis.console.snapshot.SnapshotTour;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code portcullis console}: the window, or, where there is no display, pictures of it. */
@Command(
        name = "console",
        description =
                "The desktop console. Without --server it starts a session server in this process, on a PostgreSQL"
                        + " of its own in the data directory.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ConsoleCommand implements Callable<Integer> {
    private static final boolean LINUX =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");

    private static final ConsoleOptions.Size SNAPSHOT_SIZE = new ConsoleOptions.Size(1440, 900);

    @Option(names = "--server", paramLabel = "URL", description = "The session server to log in to.")
    private @Nullable String server;

    @Option(
            names = "--pin",
            paramLabel = "SHA-256",
            description =
                    "The fingerprint of the server's certificate: it is known by this one and by no other, and nobody is"
                            + " asked. 64 hexadecimal digits, with colons or spaces between them or not; once for each of"
                            + " several. Needs --server https://…")
    private List<String> pins = List.of();

    @Option(names = "--email", paramLabel = "E", description = "Who logs in; filled in at the login screen.")
    private @Nullable String email;

    @Option(names = "--password-file", paramLabel = "FILE", description = "A file with their password; filled in too.")
    private @Nullable Path passwordFile;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where the server of this process keeps its data.")
    private @Nullable Path dataDir;

    @Option(
            names = "--theme",
            paramLabel = "T",
            description = "dark, light or system, for this time. Default: as last time.")
    private @Nullable String theme;

    @Option(
            names = "--language",
            paramLabel = "L",
            description =
                    "english, german, system, or pseudo: English made longer, to see whether all of it finds room."
                            + " For this time. Default: as last time.")
    private @Nullable String language;

    @Option(
            names = "--text-size",
            paramLabel = "N",
            description = "Size of text in percent, for this time: 100, 110, 125 or 150. Default: as last time.")
    private @Nullable Integer textSize;

    @Option(names = "--size", paramLabel = "WxH", description = "Size of the window, such as 1440x900.")
    private @Nullable String size;

    @Option(
            names = "--snapshot",
            paramLabel = "DIR",
            description = "Opens no window, but walks through the console off-screen and writes a picture of each place"
                    + " into DIR. The sessions that it ends are its own.")
    private @Nullable Path snapshot;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, IOException {
        requireOneServer();
        ConsoleOptions options =
                new ConsoleOptions(server, email, password(), theme(), size(), pins(), language(), textSize());
        if (snapshot != null) {
            say(pictures(options, snapshot, null));
            return 0;
        }
        return hasDisplay() ? window(options) : withoutDisplay(options);
    }

    /** A data directory of the environment or the configuration file is for when no server is named. */
    private void requireOneServer() {
        Given given = new Given(Objects.requireNonNull(spec));
        if (given.has("--server") && given.has("--data-dir")) {
            throw new UsageException(
                    "--server is another server than that of this process, whose data --data-dir has: not both");
        }
    }

    private int window(ConsoleOptions options) throws InterruptedException {
        try {
            Toolkit.start();
        } catch (Toolkit.Missing e) {
            throw new FailureException(NoWindow.because(e, LINUX, System.getenv("DISPLAY")), e);
        }
        try (EmbeddedServer local = localServer(dataDir == null ? DataFolder.ofUser() : dataDir)) {
            new ConsoleApp(options, local, simulator(local)).run();
        } finally {
            Toolkit.stop();
        }
        return 0;
    }

    /** The main job all the same: a server, people on it, and what the operator would see of them. */
    private int withoutDisplay(ConsoleOptions options) throws InterruptedException, IOException {
        if (options.server() != null && (options.email() == null || options.password() == null)) {
            throw new FailureException("There is no display here. " + NoWindow.HOW_TO_SEE);
        }
        Path directory = Path.of(System.getProperty("portcullis.snapshots", "portcullis-snapshots"));
        List<Path> pictures = pictures(options, directory, new SimulatedPeople());
        say("There is no display here, so the console drew to memory. What you would see:");
        say(pictures);
        say(NoWindow.HOW_TO_SEE);
        return 0;
    }

    private List<Path> pictures(ConsoleOptions options, Path directory, @Nullable Simulator simulator)
            throws InterruptedException, IOException {
        Toolkit.offScreen();
        if (dataDir == null && server == null) {
            // Pictures leave nothing behind in the user's own data.
            try (ThrowAwayFolder folder = ThrowAwayFolder.make()) {
                return pictures(options, directory, simulator, folder.path());
            }
        }
        return pictures(options, directory, simulator, dataDir == null ? DataFolder.ofUser() : dataDir);
    }

    private List<Path> pictures(ConsoleOptions options, Path directory, @Nullable Simulator simulator, Path data)
            throws InterruptedException, IOException {
        try (EmbeddedServer local = localServer(data)) {
            Toolkit.start();
            return new SnapshotTour(
                            target(options, local),
                            local == null ? simulator : new SimulatedPeople(),
                            look(options),
                            directory)
                    .take();
        } catch (Toolkit.Missing e) {
            throw new FailureException("JavaFX does not start, not even off-screen: " + e.getCause(), e);
        } finally {
            Toolkit.stop();
        }
    }

    private static SnapshotTour.Look look(ConsoleOptions options) {
        List<Theme> themes = options.theme() == ThemeChoice.DARK
                ? List.of(Theme.DARK)
                : options.theme() == ThemeChoice.LIGHT ? List.of(Theme.LIGHT) : List.of(Theme.values());
        return new SnapshotTour.Look(
                themes,
                Objects.requireNonNullElse(options.size(), SNAPSHOT_SIZE),
                Objects.requireNonNullElse(options.language(), LanguageChoice.SYSTEM),
                Objects.requireNonNullElse(options.textSize(), Measures.NORMAL));
    }

    private static SnapshotTour.Target target(ConsoleOptions options, @Nullable LocalServer local) {
        LocalServer.Ready ready = local == null ? null : ready(local);
        LocalServer.FirstLogin first = ready == null ? null : ready.firstLogin();
        String who = options.email() != null ? options.email() : first == null ? null : first.email();
        String password = options.password() != null ? options.password() : first == null ? null : first.password();
        if (who == null || password == null) {
            throw new UsageException("pictures of the console need --email and --password-file to log in");
        }
        URI address = ready == null ? address(Objects.requireNonNull(options.server())) : ready.address();
        return new SnapshotTour.Target(address, who, password);
    }

    private static URI address(String typed) {
        try {
            return ServerAddress.parse(typed);
        } catch (ServerAddress.Wrong wrong) {
            throw new UsageException("--server " + typed + ": " + wrong.sentence());
        }
    }

    private static LocalServer.Ready ready(LocalServer local) {
        try {
            return local.ready().join();
        } catch (CompletionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new FailureException(String.valueOf(cause.getMessage()), cause);
        }
    }

    /** Null if the user names a server. */
    private @Nullable EmbeddedServer localServer(Path data) {
        if (server != null) {
            return null;
        }
        EmbeddedServer local = new EmbeddedServer(data);
        // However the program ends, its database must not outlive it.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(local::close));
        return local;
    }

    private static @Nullable Simulator simulator(@Nullable LocalServer local) {
        return local == null ? null : new SimulatedPeople();
    }

    private static boolean hasDisplay() {
        return !LINUX || isSet("DISPLAY"); // JavaFX draws through X11, under Wayland too
    }

    private static boolean isSet(String variable) {
        String value = System.getenv(variable);
        return value != null && !value.isBlank();
    }

    private @Nullable String password() {
        Path file = passwordFile;
        return file == null ? null : PasswordFile.read(file);
    }

    private @Nullable ThemeChoice theme() {
        String word = theme;
        return word == null
                ? null
                : Arrays.stream(ThemeChoice.values())
                        .filter(choice -> choice.word().equals(word))
                        .findFirst()
                        .orElseThrow(() -> new UsageException("--theme must be dark, light or system, not " + word));
    }

    private @Nullable LanguageChoice language() {
        String word = language;
        return word == null
                ? null
                : Arrays.stream(LanguageChoice.values())
                        .filter(choice -> choice.word().equals(word))
                        .findFirst()
                        .orElseThrow(() -> new UsageException(
                                "--language must be english, german, system or pseudo, not " + word));
    }

    private @Nullable Integer textSize() {
        if (textSize != null && !Measures.SIZES.contains(textSize)) {
            throw new UsageException("--text-size must be 100, 110, 125 or 150, not " + textSize);
        }
        return textSize;
    }

    private List<CertificatePin> pins() {
        if (pins.isEmpty()) {
            return List.of();
        }
        if (server == null || !address(server).getScheme().equals("https")) {
            throw new UsageException("--pin says by which certificate a server is known: it needs --server https://…");
        }
        if (snapshot != null) {
            throw new UsageException("--pin is for the window, and pictures are taken with --snapshot: not both");
        }
        return pins.stream()
                .map(text -> Fingerprint.parse(text)
                        .orElseThrow(() -> new UsageException(
                                "--pin must be a SHA-256 fingerprint, 64 hexadecimal digits, not " + text)))
                .map(CertificatePin::of)
                .toList();
    }

    private ConsoleOptions.@Nullable Size size() {
        if (size == null) {
            return null;
        }
        return ConsoleOptions.Size.parse(size)
                .orElseThrow(() -> new UsageException("--size must be like 1440x900, at least 900x600, not " + size));
    }

    private void say(List<Path> pictures) {
        pictures.forEach(picture -> say("  " + picture));
    }

    private void say(String line) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
