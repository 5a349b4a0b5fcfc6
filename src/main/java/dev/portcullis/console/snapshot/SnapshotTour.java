package dev.portcullis.console.snapshot;

import dev.portcullis.console.ConsoleOptions;
import dev.portcullis.console.ConsoleWindow;
import dev.portcullis.console.Simulator;
import dev.portcullis.console.common.LanguageChoice;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Theme;
import dev.portcullis.console.common.ThemeChoice;
import dev.portcullis.console.login.ServerConnector;
import dev.portcullis.console.settings.Settings;
import dev.portcullis.console.settings.SettingsFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the console as an operator would, at a real server, and takes a picture of each place in each theme. The sessions that it ends are its
 * own. What pictures there are, the classes named for the screens say.
 */
public final class SnapshotTour {
    private final Target target;
    private final @Nullable Simulator simulator;
    private final Look look;
    private final Path directory;
    private final StagedProof staged = new StagedProof(new ServerConnector());

    /** Where to log in, and as whom. */
    public record Target(URI server, String email, String password) {
        @Override
        public String toString() {
            return "Target[server=" + server + ", email=" + email + "]";
        }
    }

    /**
     * How the console looks meanwhile.
     *
     * @param themes each picture is taken in each of them
     * @param size of the window
     * @param textSize in percent, one of {@link Measures#SIZES}
     */
    public record Look(List<Theme> themes, ConsoleOptions.Size size, LanguageChoice language, int textSize) {
        public Look {
            themes = List.copyOf(themes);
        }
    }

    /**
     * @param simulator makes people, if there are none to see; null to make none
     */
    public SnapshotTour(Target target, @Nullable Simulator simulator, Look look, Path directory) {
        this.target = target;
        this.simulator = simulator;
        this.look = look;
        this.directory = directory;
    }

    /** The way. Between the login and the end each begins where the one before it ends: at the sessions. */
    private static List<Pictures> way(@Nullable Relay relay) {
        return List.of(
                new LoginPictures(),
                new SessionsPictures(),
                new RevocationPictures(),
                new DetailPictures(),
                new FactorPictures(),
                new SettingsPictures(),
                new AccountsPictures(),
                new PolicyPictures(),
                new NodesPictures(),
                new OverviewPictures(),
                new AuditPictures(),
                new LocksPictures(),
                new RolesPictures(),
                new PalettePictures(),
                new NoticesPictures(),
                new InterruptionPictures(relay),
                new FarewellPictures(),
                new AuditorPictures(),
                new WaitingPictures(relay));
    }

    /**
     * Walks, and returns what pictures were taken. JavaFX must be running.
     *
     * @throws IllegalStateException if the console does not go where it should
     */
    public List<Path> take() throws IOException, InterruptedException {
        // No memory of an earlier window: each tour begins alike.
        Path kept = Files.createTempDirectory("portcullis-snapshots");
        Relay relay = target.server().getScheme().equals("http") ? new Relay(target.server()) : null;
        // What the tour stages, an interruption above all, is no news.
        try (relay;
                QuietLog _ = new QuietLog("dev.portcullis.console")) {
            URI address = relay == null ? target.server() : relay.address();
            Path properties = kept.resolve("console.properties");
            new SettingsFile(properties).save(Settings.NONE.withConnections(StagedServers.connections()));
            SettingsFile file = new SettingsFile(properties).ahead();
            ConsoleWindow window = Puppet.does(() -> open(address, file, kept));
            try {
                return walk(window, relay);
            } finally {
                Puppet.act(window::close);
                window.awaitLogOut();
            }
        } finally {
            delete(kept);
        }
    }

    private ConsoleWindow open(URI address, SettingsFile settings, Path kept) {
        ConsoleOptions options = new ConsoleOptions(
                address.toString(),
                target.email(),
                target.password(),
                ThemeChoice.DARK,
                look.size(),
                List.of(),
                look.language(),
                look.textSize());
        ConsoleWindow window = new ConsoleWindow(
                new Stage(),
                options,
                null,
                simulator,
                settings,
                staged,
                (_, _, name) -> Optional.of(kept.resolve(name)));
        window.open();
        return window;
    }

    private List<Path> walk(ConsoleWindow window, @Nullable Relay relay) throws IOException, InterruptedException {
        Puppet operator = new Puppet(window.scene());
        Camera camera = new Camera(window, operator, look.themes(), directory);
        Walk walk = new Walk(window.scene(), operator, camera, staged, target);
        for (Pictures pictures : way(relay)) {
            pictures.take(walk);
        }
        return camera.pictures();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
