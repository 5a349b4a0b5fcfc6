package dev.portcullis.console.gauge;

import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.SessionPatch;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.ConsoleOptions;
import dev.portcullis.console.ConsoleWindow;
import dev.portcullis.console.common.Pieces;
import dev.portcullis.console.common.ThemeChoice;
import dev.portcullis.console.desk.Keys;
import dev.portcullis.console.login.ServerConnector;
import dev.portcullis.console.sessions.Row;
import dev.portcullis.console.settings.SettingsFile;
import dev.portcullis.console.snapshot.Puppet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javafx.animation.AnimationTimer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.stage.Stage;

/** One console at one server, in the state in which it opens, and what takes how long there. Times are nanoseconds. For one thread, which is not JavaFX's. */
public final class DeskGauge implements AutoCloseable {
    private static final ConsoleOptions.Size SIZE = new ConsoleOptions.Size(1440, 900);
    private static final long SEED = 1;

    /** What a good password takes who types eight letters a second. */
    private static final int STROKES = 16;

    private static final int FRAMES_A_STROKE = 8;

    /** In which a screen is drawn, and what it has asked for, too. */
    private static final int FRAMES_A_SCREEN = 20;

    /** In pixels: what lies between a table that has all its rows and what is around it. */
    private static final double EDGES = 8;

    /** After the rows; by then the other screens are being made. */
    private static final long UNTIL_PREPARED = 1_500_000_000;

    /** By the names of their items; last the one at which the others begin and end. */
    private static final List<String> SCREENS =
            List.of("overview", "accounts", "policy", "nodes", "audit", "locks", "roles", "settings", "sessions");

    private final Target target;
    private final Path folder;
    private final ConsoleWindow window;
    private final Puppet operator;

    /** Where to log in, and as whom. */
    public record Target(URI server, String email, String password) {
        @Override
        public String toString() {
            return "Target[server=" + server + ", email=" + email + "]";
        }
    }

    /**
     * How one comes to the desk.
     *
     * @param rows from the press of the button to the rows
     * @param hold for how long the JavaFX thread is held at most meanwhile
     */
    public record Login(long rows, Hold hold) {}

    /**
     * What pulses are like.
     *
     * @param gaps from each pulse to the next
     * @param works how long the JavaFX thread works in each
     * @param processor how long it has a processor for that: others want one, too
     */
    public record Pulses(List<Long> gaps, List<Long> works, List<Long> processor) {}

    /**
     * What it takes to look elsewhere in the list.
     *
     * @param rows from when the thumb was put there to when the rows of that place have been drawn
     * @param blanks for how long rows are drawn as places meanwhile
     */
    public record Jumps(List<Long> rows, List<Long> blanks) {}

    /**
     * For how long the JavaFX thread is held at most when a screen is gone to.
     *
     * @param first for the first time
     */
    public record Holds(List<Hold> first, List<Hold> again) {}

    /**
     * Something that is done at the desk.
     *
     * @param holds for how long the JavaFX thread is held at most, each time that it is done
     */
    public record Act(String when, List<Hold> holds) {
        private static Act of(String when) {
            return new Act(when, new ArrayList<>());
        }
    }

    /** What may hold it. */
    private interface Doing {
        void run() throws InterruptedException;
    }

    /**
     * For how long it is held.
     *
     * @param processor for how long of that it has a processor: others want one, too
     */
    public record Hold(long time, long processor) {}

    /**
     * How long after it was asked of the server something has been drawn.
     *
     * @param started sessions that began
     * @param changed sessions whose permissions became others
     * @param ended sessions that were ended
     */
    public record Glass(List<Long> started, List<Long> changed, List<Long> ended) {}

    private DeskGauge(Target target, Path folder, ConsoleWindow window) {
        this.target = target;
        this.folder = folder;
        this.window = window;
        this.operator = new Puppet(window.scene());
    }

    /** Opens the window, with the login in it. JavaFX must be running. */
    public static DeskGauge open(Target target) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("portcullis-gauge"); // for the settings: no memory of an earlier window
        ConsoleOptions options = new ConsoleOptions(
                target.server().toString(), target.email(), target.password(), ThemeChoice.DARK, SIZE);
        SettingsFile file = new SettingsFile(folder.resolve("console.properties")).ahead();
        try {
            return new DeskGauge(target, folder, Puppet.does(() -> {
                ConsoleWindow window = new ConsoleWindow(new Stage(), options, null, null, file, new ServerConnector());
                window.open();
                return window;
            }));
        } catch (RuntimeException | InterruptedException e) {
            delete(folder);
            throw e;
        }
    }

    /** From the press of the button to the rows, after the password has been typed. */
    public Login logIn() throws InterruptedException {
        type();
        long[] took = {0};
        Hold hold = held(() -> took[0] = enter());
        return new Login(took[0], hold);
    }

    private void type() throws InterruptedException {
        PasswordField password = operator.waitFor(PasswordField.class, "#login-password");
        Puppet.act(password::clear);
        for (int i = 1; i < STROKES; i++) {
            String typed = target.password().substring(0, target.password().length() * i / STROKES);
            Puppet.act(() -> password.setText(typed));
            operator.frames(FRAMES_A_STROKE);
        }
        Puppet.act(() -> password.setText(target.password()));
    }

    private long enter() throws InterruptedException {
        Button button = operator.waitFor(Button.class, "#login-button");
        long begun = System.nanoTime();
        Puppet.act(button::fire);
        TableView<Row> table = table();
        return drawn(
                        "rows",
                        () -> operator.isShown("#table")
                                && !table.getItems().isEmpty()
                                && table.getHeight() >= ((Region) table.getParent()).getHeight() - EDGES)
                - begun;
    }

    /** From another screen to the rows. */
    public List<Long> returns(int times) throws InterruptedException {
        List<Long> all = new ArrayList<>();
        TableView<Row> table = table();
        ToggleButton away = operator.waitFor(ToggleButton.class, "#settings-item");
        ToggleButton back = operator.waitFor(ToggleButton.class, "#sessions-item");
        for (int i = 0; i < times; i++) {
            Puppet.act(away::fire);
            operator.waitFor("the table to go", () -> !operator.isShown("#table"));
            operator.frames(2);
            long begun = System.nanoTime();
            Puppet.act(back::fire);
            all.add(drawn(
                            "rows",
                            () -> operator.isShown("#table")
                                    && !table.getItems().isEmpty())
                    - begun);
        }
        return all;
    }

    /** What the pulses are like in which the screens are made ready that nobody has gone to yet. */
    public Pulses preparation() throws InterruptedException {
        PulseLog pulses = new PulseLog(window.scene());
        pulses.start();
        long begun = System.nanoTime();
        operator.waitFor("the screens", () -> System.nanoTime() - begun > UNTIL_PREPARED && Pieces.areDone());
        return pulses.stop();
    }

    /** Every screen, one after the other. */
    public Holds screens(int rounds) throws InterruptedException {
        Holds holds = new Holds(new ArrayList<>(), new ArrayList<>());
        for (int round = 0; round <= rounds; round++) {
            for (String screen : SCREENS) {
                (round == 0 ? holds.first() : holds.again()).add(held(screen));
            }
        }
        return holds;
    }

    private Hold held(String screen) throws InterruptedException {
        return held(() -> fire("#" + screen + "-item"));
    }

    /** What is done at a desk whose screens have all been seen, so often each. The last of it is to log out, and in again. */
    public List<Act> acts(int times) throws InterruptedException {
        Act theme = Act.of("when the theme changes");
        Act text = Act.of("when the size of text changes");
        Act palette = Act.of("when the palette opens");
        Act dialog = Act.of("when a dialog opens");
        Act out = Act.of("when one logs out");
        Act in = Act.of("when one logs in again");
        for (int i = 0; i < times; i++) {
            theme.holds().add(change(Keys.THEME));
            text.holds().add(change(Keys.TEXT_LARGER));
            text.holds().add(change(Keys.TEXT_SMALLER));
            palette.holds().add(opens(() -> operator.presses(Keys.PALETTE), "#palette-asked"));
            fire("#accounts-item");
            Button create = operator.waitFor(Button.class, "#account-new");
            operator.waitFor("who may make accounts", () -> !create.isDisabled());
            dialog.holds().add(opens(() -> Puppet.act(create::fire), "#account-email"));
            fire("#sessions-item");
        }
        for (int i = 0; i < times; i++) {
            out.holds().add(held(() -> {
                operator.presses(Keys.LOG_OUT);
                operator.waitFor(PasswordField.class, "#login-password");
                operator.frames(FRAMES_A_SCREEN);
            }));
            type();
            in.holds().add(held(this::enter));
            preparation();
        }
        return List.of(theme, text, palette, dialog, out, in);
    }

    private Hold change(Keys key) throws InterruptedException {
        return held(() -> {
            operator.presses(key);
            operator.frames(FRAMES_A_SCREEN);
        });
    }

    /** Opens something that lies over the desk until Escape is pressed in it. */
    private Hold opens(Doing what, String field) throws InterruptedException {
        Hold hold = held(() -> {
            what.run();
            operator.waitFor(TextField.class, field);
            operator.frames(FRAMES_A_SCREEN);
        });
        operator.presses(operator.waitFor(TextField.class, field), KeyCode.ESCAPE);
        operator.waitFor(field + " to go", () -> !operator.isShown(field));
        operator.frames(FRAMES_A_SCREEN);
        return hold;
    }

    private void fire(String item) throws InterruptedException {
        ToggleButton found = operator.waitFor(ToggleButton.class, item);
        Puppet.act(found::fire);
        operator.frames(FRAMES_A_SCREEN);
    }

    private static Hold held(Doing doing) throws InterruptedException {
        HoldLog log = new HoldLog();
        log.start();
        try {
            doing.run();
        } finally {
            log.stop();
        }
        return log.longest();
    }

    /** The scroll bar's thumb is put anywhere. */
    public Jumps jumps(int times) throws InterruptedException {
        Jumps jumps = new Jumps(new ArrayList<>(), new ArrayList<>());
        ScrollBar bar = operator.waitFor(ScrollBar.class, "#list-scroll");
        Node places = Puppet.does(() -> window.scene().lookup(".row-places"));
        Random anywhere = new Random(SEED);
        for (int i = 0; i < times; i++) {
            double share = anywhere.nextDouble();
            long[] blank = {0};
            long begun = System.nanoTime();
            Puppet.act(() -> {
                bar.setValue(share * bar.getMax());
                if (places.isVisible()) {
                    afterPulse(() -> blank[0] = System.nanoTime());
                }
            });
            long drawn = drawn("the rows there", () -> !places.isVisible());
            jumps.rows().add(drawn - begun);
            jumps.blanks().add(blank[0] == 0 ? 0 : drawn - blank[0]);
            operator.frames(10);
        }
        Puppet.act(() -> bar.setValue(0));
        operator.waitFor("the first rows", () -> !places.isVisible());
        return jumps;
    }

    /** Does it at the begin of the pulse after the next: then what is shown now has been drawn. */
    private static void afterPulse(Runnable work) {
        new AnimationTimer() {
            private boolean drawn;

            @Override
            public void handle(long now) {
                if (drawn) {
                    stop();
                    work.run();
                }
                drawn = true;
            }
        }.start();
    }

    /** Whether there are more sessions than the table holds rows. */
    public boolean isWindowed() throws InterruptedException {
        return Puppet.does(() -> operator.isShown("#list-scroll"));
    }

    /** What the pulses are like for so long. */
    public Pulses pulses(Duration time) throws InterruptedException {
        PulseLog log = new PulseLog(window.scene());
        log.start();
        var _ = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
        return log.stop();
    }

    /** Somebody else logs in, gets other permissions and is thrown out, again and again. */
    public Glass glass(int times) throws InterruptedException {
        Glass glass = new Glass(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try (PortcullisClient admin = client("portcullis-console");
                PortcullisClient other = client("somebody")) {
            admin.logIn(request());
            try {
                for (int i = 0; i < times; i++) {
                    throwOut(admin, other, glass);
                }
            } finally {
                admin.logOut();
            }
        }
        return glass;
    }

    private void throwOut(PortcullisClient admin, PortcullisClient other, Glass glass) throws InterruptedException {
        long begun = System.nanoTime();
        SessionView session = other.logIn(request()).session();
        UUID handle = session.handle();
        glass.started().add(drawn(begun, handle, _ -> true));
        SessionView seen = admin.session(handle);
        begun = System.nanoTime();
        admin.change(seen, SessionPatch.permissions(seen.permissions().subList(0, 1)));
        glass.changed().add(drawn(begun, handle, row -> row.session().version() > seen.version()));
        begun = System.nanoTime();
        admin.revoke(List.of(handle), "measured");
        glass.ended().add(drawn(begun, handle, Row::ended));
    }

    private long drawn(long begun, UUID handle, Predicate<Row> there) throws InterruptedException {
        TableView<Row> table = table();
        return drawn(
                        "the row",
                        () -> table.getItems().stream()
                                .limit(500)
                                .anyMatch(row -> row.handle().equals(handle) && there.test(row)))
                - begun;
    }

    /** The instant of the pulse after the one in which something was so. */
    private long drawn(String what, Callable<Boolean> so) throws InterruptedException {
        boolean[] held = {false};
        long[] instant = {0};
        operator.waitFor(what, () -> {
            instant[0] = System.nanoTime();
            boolean before = held[0];
            held[0] = so.call();
            return before && held[0];
        });
        return instant[0];
    }

    /** Types into the search field. */
    public void search(String query) throws InterruptedException {
        TextField search = operator.waitFor(TextField.class, "#search");
        TableView<Row> table = table();
        Puppet.act(() -> search.setText(query));
        operator.frames(60);
        operator.waitFor("rows", () -> !table.getItems().isEmpty());
    }

    private LoginRequest request() {
        return new LoginRequest(target.email(), target.password(), null);
    }

    private PortcullisClient client(String name) {
        return new PortcullisClient(target.server(), name, Map.of("User-Agent", "Portcullis bench"));
    }

    @SuppressWarnings("unchecked") // the only table there is
    private TableView<Row> table() throws InterruptedException {
        return operator.waitFor(TableView.class, "#table");
    }

    /** Logs out, and closes the window. */
    @Override
    public void close() throws InterruptedException, IOException {
        try {
            Puppet.act(window::close);
            window.awaitLogOut();
        } finally {
            delete(folder);
        }
    }

    /** With what is in it, which has no folders. */
    private static void delete(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
