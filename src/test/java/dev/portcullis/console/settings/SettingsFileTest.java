package dev.portcullis.console.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.client.CertificatePin;
import dev.portcullis.client.Fingerprint;
import dev.portcullis.console.common.Density;
import dev.portcullis.console.common.LanguageChoice;
import dev.portcullis.console.common.ThemeChoice;
import dev.portcullis.console.connection.Connection;
import dev.portcullis.console.connection.Connections;
import dev.portcullis.console.connection.Mark;
import dev.portcullis.console.desk.Arrangement;
import dev.portcullis.console.desk.Questions;
import dev.portcullis.console.desk.SavedView;
import dev.portcullis.console.notice.NoticeChoice;
import dev.portcullis.console.notice.NoticeKind;
import dev.portcullis.console.settings.Settings.Placement;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {
    @TempDir
    Path directory;

    @Test
    void whatWasSavedIsFoundAgain() {
        Settings settings = Settings.NONE
                .withTheme(ThemeChoice.LIGHT)
                .withLanguage(LanguageChoice.GERMAN)
                .withSizes(125, Density.DENSE)
                .withArrangement(new Arrangement(
                        false,
                        List.of(
                                new Arrangement.Column("USER", true, 205),
                                new Arrangement.Column("REFRESH_EXPIRES", false, 0))))
                .withQuestions(
                        new Operator("https://sso.example.com:8443", "0199f3a2-71c4-7d0e-9b1f-4c0000000001"),
                        new Questions(
                                List.of("user:\"Zoë\" or -idle>20m", "reuse:true"),
                                List.of(
                                        new SavedView(
                                                "Späte = laute: #1",
                                                "idle>20m",
                                                "-createdAt",
                                                List.of(new Arrangement.Column("USER", true, 0))),
                                        new SavedView("All", "", "user", List.of()))))
                .withQuestions(new Operator(Operator.LOCAL, "0199f3a2-71c4-7d0e-9b1f-4c0000000002"), Questions.NONE)
                .withConnections(new Connections(List.of(
                        new Connection(
                                "Production, Zürich",
                                URI.create("https://sso.example.com:8443"),
                                Mark.PRODUCTION,
                                Optional.of("nadia@example.com"),
                                List.of(
                                        CertificatePin.of(new Fingerprint("0a".repeat(32))),
                                        new CertificatePin(new Fingerprint("ff".repeat(32)), true))),
                        Connection.of(URI.create("http://127.0.0.1:7480")))))
                .withNotices(NoticeChoice.ALL.with(false).with(NoticeKind.ENDED, false))
                .withWindow(new Placement(-1200, 40, 1440, 900, true));

        file().save(settings);

        assertThat(file().load()).isEqualTo(settings);
    }

    @Test
    void whatOneOperatorAskedIsNoOneElses() {
        Operator nadia = new Operator("https://sso.example.com", "1");
        Questions hers = Questions.NONE.asked("user:bob@example.com");
        file().save(Settings.NONE.withQuestions(nadia, hers));

        Settings loaded = file().load();
        assertThat(loaded.questions(nadia)).isEqualTo(hers);
        assertThat(loaded.questions(new Operator("https://sso.example.com", "2")))
                .isEqualTo(Questions.NONE);
        assertThat(loaded.questions(new Operator("https://other.example.com", "1")))
                .isEqualTo(Questions.NONE);
    }

    @Test
    void whatWasOnceKeptForWhoeverCameNextIsForgotten() throws IOException {
        Files.createDirectories(path().getParent());
        Files.writeString(path(), "query.1=user:bob@example.com\n");

        Settings loaded = file().load();
        assertThat(loaded).isEqualTo(Settings.NONE);
        file().save(loaded);
        assertThat(Files.readString(path())).doesNotContain("bob");
    }

    @Test
    void theAddressThatAFormerVersionKeptIsAConnection() throws IOException {
        Files.createDirectories(path().getParent());
        Files.writeString(path(), "server=https\\://sso.example.com\n");

        assertThat(file().load().connections().all())
                .containsExactly(Connection.of(URI.create("https://sso.example.com")));
    }

    @Test
    void atTheFirstStartThereIsNothingToRemember() {
        assertThat(file().load()).isEqualTo(Settings.NONE);
    }

    @Test
    void savingLeavesNothingElseBehind() throws IOException {
        file().save(Settings.NONE);
        file().save(Settings.NONE.withTheme(ThemeChoice.DARK));

        try (Stream<Path> files = Files.list(path().getParent())) {
            assertThat(files)
                    .as("what is locked by stays: another console may be about to take it")
                    .containsExactlyInAnyOrder(path(), path().resolveSibling("console.properties.lock"));
        }
    }

    @Test
    void whatAnotherConsoleHasChangedMeanwhileStays() {
        Operator nadia = new Operator("https://sso.example.com", "1");
        Operator bob = new Operator("https://sso.example.com", "2");
        Connection sso = Connection.of(URI.create("https://sso.example.com"));
        Connection spare = Connection.of(URI.create("https://spare.example.com"));
        Connection gone = Connection.of(URI.create("https://gone.example.com"));
        Questions hers = Questions.NONE.asked("user:alice").saved(view("Late", "idle>20m"));
        file().save(Settings.NONE
                .withConnections(new Connections(List.of(sso, gone)))
                .withQuestions(nadia, hers));
        SettingsFile one = file();
        SettingsFile other = file();
        Settings mine = one.load();
        Settings theirs = other.load();

        Connections pinned = theirs.connections()
                .replaced(sso, sso.pinning(CertificatePin.of(new Fingerprint("0a".repeat(32)))))
                .used(spare);
        Settings changed = theirs.withTheme(ThemeChoice.LIGHT)
                .withConnections(pinned)
                .withNotices(NoticeChoice.ALL.with(NoticeKind.ENDED, false))
                .withQuestions(nadia, hers.asked("user:carol").saved(view("Phones", "os:Android")))
                .withQuestions(bob, Questions.NONE.asked("user:eve"));
        other.save(changed);
        one.save(mine.withSizes(125, Density.NORMAL)
                .withConnections(
                        mine.connections().used(sso.usedBy("nadia@example.com")).without(gone))
                .withNotices(NoticeChoice.ALL.with(NoticeKind.EXPORT, false))
                .withQuestions(
                        nadia,
                        hers.asked("user:dan").saved(view("Late", "idle>25m")).saved(view("New", "new:true"))));

        Settings now = file().load();
        assertThat(now.theme()).isEqualTo(ThemeChoice.LIGHT);
        assertThat(now.textSize()).isEqualTo(125);
        assertThat(now.connections().all())
                .as("with the certificate that was taken there, and who logged in here")
                .containsExactlyInAnyOrder(
                        spare,
                        sso.usedBy("nadia@example.com").pinning(CertificatePin.of(new Fingerprint("0a".repeat(32)))));
        assertThat(now.notices())
                .isEqualTo(NoticeChoice.ALL.with(NoticeKind.ENDED, false).with(NoticeKind.EXPORT, false));
        assertThat(now.questions(nadia).asked()).containsExactly("user:dan", "user:carol", "user:alice");
        assertThat(now.questions(nadia).views())
                .containsExactly(view("Late", "idle>25m"), view("Phones", "os:Android"), view("New", "new:true"));
        assertThat(now.questions(bob).asked()).containsExactly("user:eve");

        other.save(changed.withTheme(ThemeChoice.DARK));
        assertThat(file().load())
                .as("what it has never seen it does not take away")
                .isEqualTo(now.withTheme(ThemeChoice.DARK));
    }

    @Test
    void whatIsAloneKeepsItsOrder() {
        Operator nadia = new Operator("https://sso.example.com", "1");
        Questions hers = Questions.NONE.saved(view("Late", "idle>20m")).saved(view("New", "new:true"));
        file().save(Settings.NONE.withQuestions(nadia, hers));
        SettingsFile one = file();
        Settings mine = one.load();
        one.save(mine.withQuestions(nadia, hers.renamed("Late", "Later")));
        assertThat(file().load().questions(nadia).views())
                .containsExactly(view("Later", "idle>20m"), view("New", "new:true"));
    }

    @Test
    void twoServersThatGotOneNameInTwoConsolesAreBothKept() {
        SettingsFile one = file();
        SettingsFile other = file();
        Settings mine = one.load();
        Settings theirs = other.load();

        other.save(theirs.withConnections(Connections.NONE.used(named("Test", "https://a.example.com"))));
        one.save(mine.withConnections(Connections.NONE.used(named("Test", "https://b.example.com"))));

        assertThat(file().load().connections().all())
                .containsExactly(named("Test (2)", "https://b.example.com"), named("Test", "https://a.example.com"));
    }

    @Test
    void aFileThatIsBrokenMeanwhileIsSetAsideAndAllIsWrittenAnew() throws IOException {
        Settings light = Settings.NONE.withTheme(ThemeChoice.LIGHT);
        file().save(light);
        SettingsFile file = file();
        file.load();
        Files.writeString(path(), "theme=mauve");

        file.save(light.withSizes(125, Density.NORMAL));

        assertThat(file().load()).isEqualTo(light.withSizes(125, Density.NORMAL));
        assertThat(path().resolveSibling("console.properties.broken")).hasContent("theme=mauve");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "theme=mauve",
                "language=klingon",
                "text-size=1000",
                "rows=few",
                "columns=USER:wide",
                "window=1 2 3",
                "window=1 2 3 4 wide",
                "server=\\u12",
                "server=not an address",
                "connection.1.name=x",
                "connection.1.name=x\nconnection.1.address=http://sso.example.com",
                "connection.1.name=x\nconnection.1.address=a.example.com\nconnection.1.mark=mauve",
                "connection.1.name=x\nconnection.1.address=a.example.com\nconnection.1.pins=0a0b",
                "window=1e9 2 3 4"
            })
    void aBrokenFileIsSetAsideAndNotFatal(String content) throws IOException {
        Files.createDirectories(path().getParent());
        Files.writeString(path(), content);

        assertThat(file().load()).isEqualTo(Settings.NONE);

        assertThat(path()).doesNotExist();
        assertThat(path().resolveSibling("console.properties.broken")).hasContent(content);
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNotFatal() throws IOException {
        Path inTheWay = directory.resolve("portcullis");
        Files.writeString(inTheWay, "a file where the directory would be");

        file().save(Settings.NONE);

        assertThat(file().load()).isEqualTo(Settings.NONE);
    }

    @Test
    void eachPlatformHasItsOwnPlace() {
        assertThat(SettingsFile.directory("Linux", "/home/n", Map.of()))
                .isEqualTo(Path.of("/home/n/.config/portcullis"));
        assertThat(SettingsFile.directory("Linux", "/home/n", Map.of("XDG_CONFIG_HOME", "/conf")))
                .isEqualTo(Path.of("/conf/portcullis"));
        assertThat(SettingsFile.directory("Linux", "/home/n", Map.of("XDG_CONFIG_HOME", "relative")))
                .as("the specification says: a relative path is ignored")
                .isEqualTo(Path.of("/home/n/.config/portcullis"));
        assertThat(SettingsFile.directory("Mac OS X", "/Users/n", Map.of()))
                .isEqualTo(Path.of("/Users/n/Library/Application Support/Portcullis"));
        assertThat(SettingsFile.directory("Windows 11", "/n", Map.of("APPDATA", "/n/roaming")))
                .isEqualTo(Path.of("/n/roaming/Portcullis"));
    }

    private static SavedView view(String name, String query) {
        return new SavedView(name, query, "-createdAt", List.of());
    }

    private static Connection named(String name, String address) {
        return Connection.of(URI.create(address)).named(name);
    }

    private SettingsFile file() {
        return new SettingsFile(path());
    }

    private Path path() {
        return directory.resolve("portcullis").resolve("console.properties");
    }
}
