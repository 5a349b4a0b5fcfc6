package dev.portcullis.console.snapshot;

import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.ConsoleOptions;
import dev.portcullis.console.ConsoleWindow;
import dev.portcullis.console.Simulator;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Theme;
import dev.portcullis.console.common.ThemeChoice;
import dev.portcullis.console.login.ServerConnector;
import dev.portcullis.console.sessions.Row;
import dev.portcullis.console.settings.Settings;
import dev.portcullis.console.settings.SettingsFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.Image;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the console as an operator would, at a real server, and takes a picture of each place in each theme. The sessions that it ends are its
 * own.
 */
public final class SnapshotTour {
    /** A table that has filled is a better picture, but not worth waiting for any longer. */
    private static final int ROWS_WORTH_SEEING = 40;

    private final Target target;
    private final @Nullable Simulator simulator;
    private final List<Theme> themes;
    private final ConsoleOptions.Size size;
    private final Path directory;
    private final StagedProof staged = new StagedProof(new ServerConnector());
    private final List<Path> pictures = new ArrayList<>();

    /** Where to log in, and as whom. */
    public record Target(URI server, String email, String password) {
        @Override
        public String toString() {
            return "Target[server=" + server + ", email=" + email + "]";
        }
    }

    /**
     * @param simulator makes people, if there are none to see; null to make none
     * @param themes each picture is taken in each of them
     */
    public SnapshotTour(
            Target target,
            @Nullable Simulator simulator,
            List<Theme> themes,
            ConsoleOptions.Size size,
            Path directory) {
        this.target = target;
        this.simulator = simulator;
        this.themes = List.copyOf(themes);
        this.size = size;
        this.directory = directory;
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
                walk(window, relay);
            } finally {
                Puppet.act(window::close);
                window.awaitLogOut();
            }
        } finally {
            delete(kept);
        }
        return List.copyOf(pictures);
    }

    private ConsoleWindow open(URI address, SettingsFile settings, Path kept) {
        ConsoleOptions options =
                new ConsoleOptions(address.toString(), target.email(), target.password(), ThemeChoice.DARK, size);
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

    private void walk(ConsoleWindow window, @Nullable Relay relay) throws IOException, InterruptedException {
        Puppet operator = new Puppet(window.scene());
        login(window, operator);
        sessions(window, operator);
        choices(window, operator);
        past(window, operator);
        revocation(window, operator);
        details(window, operator);
        enrolment(window, operator);
        settings(window, operator);
        accounts(window, operator);
        policy(window, operator);
        nodes(window, operator);
        overview(window, operator);
        audit(window, operator);
        locks(window, operator);
        roles(window, operator);
        commands(window, operator);
        notices(window, operator);
        noMatch(window, operator);
        if (relay != null) {
            interruption(window, operator, relay);
        }
        end(window, operator);
    }

    private void login(ConsoleWindow window, Puppet operator) throws IOException, InterruptedException {
        TextField password = operator.waitFor(TextField.class, "#login-password");
        Button logIn = operator.waitFor(Button.class, "#login-button");
        picture(window, operator, "login");
        connections(window, operator, logIn);
        Puppet.act(() -> {
            password.setText("not " + target.password());
            logIn.fire();
        });
        operator.waitFor("the wrong password's sentence", () -> operator.isShown("#passwordProblem"));
        picture(window, operator, "login-failed");
        staged.wantCode(true);
        Puppet.act(() -> {
            password.setText(target.password());
            logIn.fire();
        });
        code(window, operator);
        staged.wantCode(false);
        Puppet.act(() -> {
            password.setText(target.password());
            logIn.fire();
        });
    }

    /** A connection that is changed, and certificates that are not trusted; nothing of it is kept. */
    private void connections(ConsoleWindow window, Puppet operator, Button logIn)
            throws IOException, InterruptedException {
        ListView<?> list = operator.waitFor(ListView.class, "#connections-list");
        TextField server = operator.waitFor(TextField.class, "#login-server");
        TextField email = operator.waitFor(TextField.class, "#login-email");
        TextField password = operator.waitFor(TextField.class, "#login-password");
        String address = Puppet.does(server::getText);
        Puppet.act(() -> {
            list.requestFocus();
            list.getSelectionModel().select(1);
        });
        picture(window, operator, "connections");
        operator.presses(list, KeyCode.F2);
        TextField name = operator.waitFor(TextField.class, "#connection-name");
        picture(window, operator, "connection-form");
        operator.presses(name, KeyCode.ESCAPE);
        operator.presses(list, KeyCode.DELETE);
        picture(window, operator, "connection-delete");
        Button keep = operator.waitFor(Button.class, "#connections-keep");
        Puppet.act(keep::fire);
        for (boolean changed : new boolean[] {false, true}) {
            staged.show(changed ? StagedServers.changed() : StagedServers.unknown());
            Puppet.act(() -> {
                password.setText(target.password());
                logIn.fire();
            });
            Button refuse = operator.waitFor(Button.class, "#certificate-refuse");
            picture(window, operator, changed ? "certificate-changed" : "certificate");
            Puppet.act(refuse::fire);
            operator.waitFor("the dialog to go", () -> !operator.isShown("#certificate"));
        }
        staged.show(null);
        picture(window, operator, "certificate-refused");
        Puppet.act(() -> {
            server.setText(address);
            email.setText(target.email());
        });
    }

    private void code(ConsoleWindow window, Puppet operator) throws IOException, InterruptedException {
        TextField code = operator.waitFor(TextField.class, "#login-code #code-input");
        picture(window, operator, "login-code");
        Puppet.act(() -> code.setText(StagedProof.WRONG_CODE));
        operator.waitFor("the wrong code's sentence", () -> operator.isShown("#code-problem"));
        picture(window, operator, "login-code-wrong");
        Puppet.act(() -> code.setText(StagedProof.ONE_TOO_MANY));
        operator.waitFor("the wait", () -> operator.isShown("#login-code-trouble"));
        picture(window, operator, "login-code-wait");
        Hyperlink other = operator.waitFor(Hyperlink.class, "#login-code #code-other");
        Puppet.act(other::fire);
        picture(window, operator, "login-recovery");
        Button back = operator.waitFor(Button.class, "#login-back");
        Puppet.act(back::fire);
        operator.waitFor("the fields", () -> operator.isShown("#login-password"));
    }

    private void sessions(ConsoleWindow window, Puppet operator) throws IOException, InterruptedException {
        TableView<Row> table = table(operator);
        operator.waitFor("rows", () -> !table.getItems().isEmpty());
        operator.waitFor("the live feed", () -> operator.isShown("#live") && isLive(window.scene()));
        Optional<Button> simulate = Puppet.does(() -> button(window.scene(), "sessions.alone.simulate"));
        if (simulate.isPresent()) {
            picture(window, operator, "empty");
            Puppet.act(simulate.get()::fire);
            operator.waitFor("people", () -> table.getItems().size() >= ROWS_WORTH_SEEING);
        }
        picture(window, operator, "sessions");
    }

    /** What is chosen over the table; nothing is changed. */
    private void choices(ConsoleWindow window, Puppet operator) throws IOException, InterruptedException {
        TableView<Row> table = table(operator);
        operator.types(table, "c");
        Button done = operator.waitFor(Button.class, "#columns-close");
        picture(window, operator, "columns");
        Puppet.act(done::fire);
        operator.types(table, "v");
        TextField name = operator.waitFor(TextField.class, "#view-name");
        Puppet.act(() -> name.setText("Night shift"));
        picture(window, operator, "views");
        Button close = operator.waitFor(Button.class, "#views-close");
        Puppet.act(close::fire);
        Button earlier = operator.waitFor(Button.class, "#search-earlier");
        Puppet.act(earlier::fire);
        operator.waitFor("the views", () -> operator.isShown(".query-section"));
        picture(window, operator, "search-earlier");
        Puppet.act(table::requestFocus);
    }

    private void past(ConsoleWindow window, Puppet operator) throws IOException, InterruptedException {
        TableView<Row> table = table(operator);
        operator.types(table, "t");
        TextField typed = operator.waitFor(TextField.class, "#as-of-typed");
        Puppet.act(() -> typed.setText("soon"));
        picture(window, operator, "as-of-wrong");
        Puppet.act(() -> typed.setText("-0m"));
        picture(window, operator, "as-of");
        Button go = operator.waitFor(Button.class, "#as-of-go");
        Puppet.act(go::fire);
        operator.waitFor("the past", () -> operator.isShown("#notice"));
        Button export = operator.waitFor(Button.class, "#palette-open");
        Puppet.act(export::fire);
        TextField asked = operator.waitFor(TextField.class, "#palette-asked");
        Puppet.act(() -> asked.setText(Text.get("sessions.action.export.csv")));
        operator.presses(asked, KeyCode.ENTER);
        operator.waitFor("the copy", () -> operator.isShown("#session-exports .alert.ok"));
        picture(window, operator, "past");
        Button close = operator.waitFor(Button.class, "#session-exports .icon-button");
        Button back = operator.waitFor(Button.class, "#notice .button");
        Puppet.act(() -> {
            close.fire();
            back.fire();
            table.requestFocus();
        });
        operator.waitFor("the present", () -> !operator.isShown("#notice"));
    }

    private void revocation(ConsoleWindow window, Puppet operator) throws IOException, InterruptedException {
        TableView<Row> table = table(operator);
        try (PortcullisClient second = second()) {
            UUID handle = logIn(second);
            try {
                operator.waitFor("the second session", () -> row(table, handle) >= 0);
                Puppet.act(() -> {
                    table.requestFocus();
                    table.getSelectionModel().clearAndSelect(row(table, handle));
                    table.scrollTo(Math.max(0, row(table, handle) - 6));
                });
                picture(window, operator, "detail");
                operator.presses(table, KeyCode.DELETE);
                TextField reason = operator.waitFor(TextField.class, "#reason");
                Puppet.act(() -> reason.setText("Left open at a desk that is no longer used"));
                picture(window, operator, "revoke");
                stepUp(window, operator);
                Button end = operator.waitFor(Button.class, ".dialog #revoke-execute");
                operator.waitFor("the plan", () -> !end.isDisabled());
                Puppet.act(end::fire);
                operator.waitFor("the receipt", () -> operator.isShown("#toast"));
                picture(window, operator, "receipt");
                // It leaves by itself in time; the pictures after this one are without it.
                Puppet.act(() -> button(window.scene(), "revoke.receipt.close").ifPresent(Button::fire));
            } finally {
                leave(second);
            }
        }
    }

    private void details(ConsoleWindow window, Puppet operator) throws IOException, InterruptedException {
        new DetailTour(window.scene(), operator, this::second, target, name -> picture(window, operator, name))
                .walk(table(operator));
    }

    private void stepUp(ConsoleWindow window, Puppet operator) throws IOException, InterruptedException {
        try (StagedDialog _ = new StagedDialog(staged, window.scene(), ProblemType.STEP_UP_REQUIRED)) {
            PasswordField password = operator.waitFor(PasswordField.class, "#step-up-password");
            TextField code = operator.waitFor(TextField.class, "#step-up #code-input");
            picture(window, operator, "step-up");
            Puppet.act(() -> {
                password.setText("not " + target.password());
                code.setText(StagedProof.WRONG_CODE);
            });
            operator.waitFor("the sentence", () -> operator.isShown("#step-up-problem"));
            picture(window, operator, "step-up-wrong");
        }
    }

    private void enrolment(ConsoleWindow window, Puppet operator) throws IOException, InterruptedException {
        try (StagedDialog _ = new StagedDialog(staged, window.scene(), ProblemType.SECOND_FACTOR_ENROLMENT_REQUIRED)) {
            TextField code = operator.waitFor(TextField.class, "#enrol #code-input");
            picture(window, operator, "enrolment");
            Puppet.act(() -> code.setText(StagedProof.CODE));
            operator.waitFor("the recovery codes", () -> operator.isShown("#recovery-codes"));
            picture(window, operator, "recovery-codes");
        }
    }

    private void settings(ConsoleWindow window, Puppet operator) throws IOException, InterruptedException {
        ToggleButton settings = operator.waitFor(ToggleButton.class, "#settings-item");
        ToggleButton sessions = operator.waitFor(ToggleButton.class, "#sessions-item");
        Puppet.act(settings::fire);
        operator.waitFor("what the server says of the account", () -> !operator.isShown("#factor-reading"));
        picture(window, operator, "settings");
        Puppet.act(sessions::fire);
        operator.waitFor("the table", () -> operator.isShown("#table"));
    }

    /** Nothing is changed: the dialogs are left as they were opened. */
    private void accounts(ConsoleWindow window, Puppet operator) throws IOException, InterruptedException {
        ToggleButton accounts = operator.waitFor(ToggleButton.class, "#accounts-item");
        ToggleButton sessions = operator.waitFor(ToggleButton.class, "#sessions-item");
        Puppet.act(accounts::fire);
        TableView<?> table = operator.waitFor(TableView.class, "#accounts-table");
        operator.waitFor("accounts", () -> !table.getItems().isEmpty());
        Puppet.act(() -> table.getSelectionModel().clearAndSelect(0));
        picture(window, operator, "accounts");
        Button create = operator.waitFor(Button.class, "#account-new");
        Puppet.act(create::fire);
        TextField email = operator.waitFor(TextField.class, "#account-email");
        operator.waitFor("the roles", () -> window.scene().lookup("#account-roles .check-box") != null);
        picture(window, operator, "account-new");
        operator.presses(email, KeyCode.ESCAPE);
        operator.waitFor("the dialog to go", () -> !operator.isShown("#account-form"));
        Puppet.act(sessions::fire);
        operator.waitFor("the table", () -> operator.isShown("#table"));
    }

    /** What another limit would do is asked; nothing is saved. */
    private void policy(ConsoleWindow window, Puppet operator) throws IOException, InterruptedException {
        ToggleButton policy = operator.waitFor(ToggleButton.class, "#policy-item");
        ToggleButton sessions = operator.waitFor(ToggleButton.class, "#sessions-item");
        Puppet.act(policy::fire);
        TextField absolute = operator.waitFor(TextField.class, "#policy-absoluteTtlSeconds");
        String before = Puppet.does(absolute::getText);
        picture(window, operator, "policy");
        Puppet.act(() -> absolute.setText("45m"));
        operator.waitFor("the effect", () -> operator.isShown("#policy-effect"));
        picture(window, operator, "policy-effect");
        Puppet.act(() -> absolute.setText(before));
        Puppet.act(sessions::fire);
        operator.waitFor("the table", () -> operator.isShown("#table"));
    }

    private void nodes(ConsoleWindow window, Puppet operator) throws IOException, InterruptedException {
        ToggleButton nodes = operator.waitFor(ToggleButton.class, "#nodes-item");
        ToggleButton sessions = operator.waitFor(ToggleButton.class, "#sessions-item");
        Puppet.act(nodes::fire);
        TableView<?> table = operator.waitFor(TableView.class, "#nodes-table");
        operator.waitFor("servers", () -> !table.getItems().isEmpty());
        Puppet.act(() -> table.getSelectionModel().clearAndSelect(0));
        picture(window, operator, "nodes");
        Puppet.act(sessions::fire);
        operator.waitFor("the table", () -> operator.isShown("#table"));
    }

    private void overview(ConsoleWindow window, Puppet operator) throws IOException, InterruptedException {
        ToggleButton overview = operator.waitFor(ToggleButton.class, "#overview-item");
        ToggleButton sessions = operator.waitFor(ToggleButton.class, "#sessions-item");
        Puppet.act(overview::fire);
        operator.waitFor("the figures", () -> operator.isShown("#overview .chart-pane"));
        picture(window, operator, "overview");
        Puppet.act(sessions::fire);
        operator.waitFor("the table", () -> operator.isShown("#table"));
    }

    /** Reading it leaves an entry, as anybody's reading does. */
    private void audit(ConsoleWindow window, Puppet operator) throws IOException, InterruptedException {
        ToggleButton audit = operator.waitFor(ToggleButton.class, "#audit-item");
        ToggleButton sessions = operator.waitFor(ToggleButton.class, "#sessions-item");
        Puppet.act(audit::fire);
        TableView<?> table = operator.waitFor(TableView.class, "#audit-table");
        operator.waitFor("entries", () -> !table.getItems().isEmpty());
        Puppet.act(() -> table.getSelectionModel().clearAndSelect(0));
        Button verify = operator.waitFor(Button.class, "#audit-verify");
        Puppet.act(verify::fire);
        operator.waitFor("what came of it", () -> operator.isShown("#audit-notices .alert.ok"));
        picture(window, operator, "audit");
        Puppet.act(sessions::fire);
        operator.waitFor("the table", () -> operator.isShown("#table"));
    }

    /** Nothing is locked: the dialog is left as it was opened. */
    private void locks(ConsoleWindow window, Puppet operator) throws IOException, InterruptedException {
        ToggleButton locks = operator.waitFor(ToggleButton.class, "#locks-item");
        ToggleButton sessions = operator.waitFor(ToggleButton.class, "#sessions-item");
        Puppet.act(locks::fire);
        Button lock = operator.waitFor(Button.class, "#lock-new");
        operator.waitFor("the locks", () -> !operator.isShown("#locks .progress-indicator"));
        picture(window, operator, "locks");
        Puppet.act(lock::fire);
        TextField target = operator.waitFor(TextField.class, "#lock-target");
        picture(window, operator, "lock");
        operator.presses(target, KeyCode.ESCAPE);
        operator.waitFor("the dialog to go", () -> !operator.isShown("#lock"));
        Puppet.act(sessions::fire);
        operator.waitFor("the table", () -> operator.isShown("#table"));
    }

    /** What another permission would do is asked; nothing is saved. */
    private void roles(ConsoleWindow window, Puppet operator) throws IOException, InterruptedException {
        ToggleButton roles = operator.waitFor(ToggleButton.class, "#roles-item");
        ToggleButton sessions = operator.waitFor(ToggleButton.class, "#sessions-item");
        Puppet.act(roles::fire);
        TableView<?> table = operator.waitFor(TableView.class, "#roles-table");
        operator.waitFor("roles", () -> !table.getItems().isEmpty());
        Puppet.act(() -> table.getSelectionModel().clearAndSelect(0));
        picture(window, operator, "roles");
        operator.presses(table, KeyCode.F2);
        TextField others = operator.waitFor(TextField.class, "#role-others");
        Puppet.act(() -> others.setText("orders:read"));
        Button save = operator.waitFor(Button.class, "#role-save");
        operator.waitFor("who would follow", () -> !save.isDisabled());
        picture(window, operator, "role");
        operator.presses(others, KeyCode.ESCAPE);
        operator.waitFor("the dialog to go", () -> !operator.isShown("#role-form"));
        Puppet.act(sessions::fire);
        operator.waitFor("the table", () -> operator.isShown("#table"));
    }

    private void commands(ConsoleWindow window, Puppet operator) throws IOException, InterruptedException {
        Button palette = operator.waitFor(Button.class, "#palette-open");
        Puppet.act(palette::fire);
        TextField asked = operator.waitFor(TextField.class, "#palette-asked");
        picture(window, operator, "palette");
        Puppet.act(() -> asked.setText(Text.get("frame.action.help")));
        operator.presses(asked, KeyCode.ENTER);
        Button close = operator.waitFor(Button.class, "#help-close");
        picture(window, operator, "help");
        Puppet.act(close::fire);
        operator.waitFor("the table", () -> operator.isShown("#table"));
    }

    private void notices(ConsoleWindow window, Puppet operator) throws IOException, InterruptedException {
        try (PortcullisClient second = second()) {
            SessionView session = second.logIn(new LoginRequest(target.email(), target.password(), null))
                    .session();
            try (StagedNotices told = new StagedNotices(window.scene(), session)) {
                picture(window, operator, "notices");
                told.list();
                picture(window, operator, "notices-list");
            } finally {
                leave(second);
            }
        }
    }

    private void noMatch(ConsoleWindow window, Puppet operator) throws IOException, InterruptedException {
        TableView<Row> table = table(operator);
        TextField search = operator.waitFor(TextField.class, "#search");
        Puppet.act(() -> search.setText("nobody@nowhere"));
        operator.waitFor("an empty table", () -> table.getItems().isEmpty());
        picture(window, operator, "no-match");
        Puppet.act(search::clear);
        operator.waitFor("rows", () -> !table.getItems().isEmpty());
    }

    private void interruption(ConsoleWindow window, Puppet operator, Relay relay)
            throws IOException, InterruptedException {
        relay.cut();
        operator.waitFor("the banner", () -> operator.isShown("#banner"));
        // An interruption that lasts looks like one.
        operator.waitFor("a moment", () -> state(window.scene()).endsWith(" 3 s"));
        picture(window, operator, "interrupted");
        TableView<Row> table = table(operator);
        Puppet.act(() -> table.getSelectionModel().clearAndSelect(0));
        operator.presses(table, KeyCode.ENTER);
        operator.waitFor("that the details cannot be read", () -> operator.isShown(".part-state .button"));
        picture(window, operator, "detail-failed");
        operator.presses(table, KeyCode.ESCAPE);
        Puppet.act(() -> table.getSelectionModel().clearSelection());
        relay.mend();
        operator.waitFor("the live feed again", () -> isLive(window.scene()));
    }

    private void end(ConsoleWindow window, Puppet operator) throws IOException, InterruptedException {
        TableView<Row> table = table(operator);
        UUID own = Puppet.does(() -> table.getItems().stream()
                .filter(Row::own)
                .map(Row::handle)
                .findFirst()
                .orElseThrow());
        try (PortcullisClient second = second()) {
            logIn(second);
            second.revoke(List.of(own), "The tour is over");
            operator.waitFor("the login", () -> operator.isShown("#login-notice"));
            leave(second);
        }
        picture(window, operator, "ended");
    }

    private PortcullisClient second() {
        return new PortcullisClient(
                target.server(),
                "portcullis-console",
                Map.of("User-Agent", "Portcullis/0.1 (" + System.getProperty("os.name") + ")"));
    }

    private UUID logIn(PortcullisClient second) {
        return second.logIn(new LoginRequest(target.email(), target.password(), null))
                .session()
                .handle();
    }

    private void picture(ConsoleWindow window, Puppet operator, String name) throws IOException, InterruptedException {
        if (Puppet.does(() -> operator.isShown("#mishap"))) {
            throw new IllegalStateException("the console made a mistake on the way to " + name);
        }
        for (Theme theme : themes) {
            Puppet.act(() -> window.appearance()
                    .choiceProperty()
                    .set(theme == Theme.DARK ? ThemeChoice.DARK : ThemeChoice.LIGHT));
            operator.frames(20);
            Image image = Puppet.does(() -> image(window.scene()));
            Path file = directory.resolve(name + "-" + theme.name().toLowerCase(Locale.ROOT) + ".png");
            Png.write(image, file);
            pictures.add(file);
        }
    }

    /** The window, and what is shown over it in windows of its own. */
    private static Image image(Scene scene) {
        WritableImage whole = scene.snapshot(null);
        for (Window popup : List.copyOf(Window.getWindows())) {
            if (popup instanceof PopupWindow && popup.isShowing()) {
                draw(popup, scene, whole);
            }
        }
        return whole;
    }

    private static void draw(Window popup, Scene scene, WritableImage whole) {
        Image part = popup.getScene().snapshot(null);
        int left = (int) (popup.getX() - scene.getWindow().getX() - scene.getX());
        int top = (int) (popup.getY() - scene.getWindow().getY() - scene.getY());
        int width = (int) Math.min(part.getWidth(), whole.getWidth() - left);
        int height = (int) Math.min(part.getHeight(), whole.getHeight() - top);
        if (left >= 0 && top >= 0 && width > 0 && height > 0) {
            whole.getPixelWriter().setPixels(left, top, width, height, part.getPixelReader(), 0, 0);
        }
    }

    @SuppressWarnings("unchecked") // the only table there is
    private static TableView<Row> table(Puppet operator) throws InterruptedException {
        return operator.waitFor(TableView.class, "#table");
    }

    private static Optional<Button> button(Scene scene, String key) {
        return scene.getRoot().lookupAll(".button").stream()
                .map(Button.class::cast)
                .filter(button -> button.getText().equals(Text.get(key)))
                .findFirst();
    }

    private static int row(TableView<Row> table, UUID handle) {
        for (int i = 0; i < table.getItems().size(); i++) {
            if (table.getItems().get(i).handle().equals(handle)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isLive(Scene scene) {
        return scene.lookup("#live").getPseudoClassStates().stream()
                .noneMatch(state -> state.getPseudoClassName().equals("waiting")
                        || state.getPseudoClassName().equals("stale"));
    }

    private static String state(Scene scene) {
        return ((Label) scene.lookup("#state")).getText();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private static void leave(PortcullisClient second) {
        try {
            second.logOut();
        } catch (ClientException.Refused _) {
            // it has been ended, as was the plan
        }
    }
}
