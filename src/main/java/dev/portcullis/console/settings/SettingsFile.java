package dev.portcullis.console.settings;

import dev.portcullis.console.common.Density;
import dev.portcullis.console.common.LanguageChoice;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.ThemeChoice;
import dev.portcullis.console.connection.ConnectionLines;
import dev.portcullis.console.notice.NoticeChoice;
import dev.portcullis.console.notice.NoticeKind;
import dev.portcullis.console.settings.Settings.Placement;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings on disk. They are a convenience: whatever goes wrong with them is logged, and the console goes on without. A file that cannot be understood is
 * set aside as {@code console.properties.broken}, so that nothing of it is lost to the next save. Several consoles of one user share the file: each puts there what it has
 * changed itself, one at a time by the lock on {@code console.properties.lock}, which stays: another may be about to take it.
 */
public final class SettingsFile {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsFile.class);

    private static final Pattern PLACEMENT = Pattern.compile(
            "(?<x>-?\\d{1,6}) (?<y>-?\\d{1,6}) (?<width>\\d{1,6}) (?<height>\\d{1,6})(?<maximized> maximized)?");

    /** Two of one program: to them the file's lock does not apply. */
    private static final ReentrantLock WRITING = new ReentrantLock();

    /** Another console writes for a moment: one that takes longer does not hold up the others for ever. */
    private static final int TRIES = 100;

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Path file;
    private volatile @Nullable Settings known;

    /** What was last read or written here; null before. */
    private volatile @Nullable Settings base;

    public SettingsFile(Path file) {
        this.file = file;
    }

    /** The file where this platform keeps such things, of the user who runs the program. */
    public static SettingsFile ofUser() {
        return new SettingsFile(
                directory(System.getProperty("os.name"), System.getProperty("user.home"), System.getenv())
                        .resolve("console.properties"));
    }

    /** The directory of an operating system ({@code os.name}) and a home: XDG's on Linux, Application Support on macOS, the roaming profile on Windows. */
    static Path directory(String system, String home, Map<String, String> environment) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.contains("win")) {
            return environment.containsKey("APPDATA")
                    ? Path.of(environment.get("APPDATA"), "Portcullis")
                    : Path.of(home, "AppData", "Roaming", "Portcullis");
        }
        if (name.contains("mac")) {
            return Path.of(home, "Library", "Application Support", "Portcullis");
        }
        String xdg = environment.getOrDefault("XDG_CONFIG_HOME", "");
        return (xdg.startsWith("/") ? Path.of(xdg) : Path.of(home, ".config")).resolve("portcullis");
    }

    /** Reads it ahead, so that the next {@link #load()}, on the JavaFX thread, does not wait for the disk. */
    public SettingsFile ahead() {
        known = load();
        return this;
    }

    /** What is remembered; {@link Settings#NONE} if that is nothing, or nothing that can be read. */
    public Settings load() {
        Settings ahead = known;
        known = null;
        if (ahead != null) {
            return ahead;
        }
        Settings there = read().orElse(Settings.NONE);
        base = there;
        return there;
    }

    private Optional<Settings> read() {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
            return Optional.of(read(properties));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            setAside(e);
            return Optional.empty();
        }
    }

    /**
     * Remembers; at any moment the file holds either the old settings or the new. Of what another console has put there since they were read here, all stays that was not
     * changed here.
     */
    public void save(Settings settings) {
        WRITING.lock(); // across I/O: those who wait for it are the ones who write
        try {
            Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel lock = FileChannel.open(
                    file.resolveSibling(file.getFileName() + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE)) {
                awaitOthers(lock);
                save(settings, directory);
            }
        } catch (IOException e) {
            LOG.warn("The console's settings could not be saved in {}: {}", file, e.toString());
        } finally {
            WRITING.unlock();
        }
    }

    private void save(Settings settings, Path directory) throws IOException {
        Settings since = base;
        Optional<Settings> theirs = since == null ? Optional.empty() : read();
        Settings all = since == null || theirs.isEmpty() ? settings : SettingsMerge.of(since, settings, theirs.get());
        Path fresh = Files.createTempFile(directory, "console", ".tmp");
        try (Writer writer = Files.newBufferedWriter(fresh, StandardCharsets.UTF_8)) {
            write(all).store(writer, "Portcullis console");
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        base = settings; // what was merged is not known to whoever saves it
    }

    /** Takes the lock, which goes with the channel. Where there are no locks, or nobody lets go of this one, it is done without. */
    private void awaitOthers(FileChannel lock) {
        try {
            for (int i = 0; i < TRIES; i++) {
                if (lock.tryLock() != null) {
                    return;
                }
                Thread.sleep(PAUSE);
            }
            LOG.warn("Another console does not let go of {}; it is written all the same", file);
        } catch (IOException e) {
            LOG.info("{} cannot be locked: {}", file, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void setAside(Exception why) {
        Path aside = file.resolveSibling(file.getFileName() + ".broken");
        LOG.warn("{} could not be read ({}) and is set aside as {}", file, why.getMessage(), aside.getFileName());
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("{} could not be set aside: {}", file, e.toString());
        }
    }

    private static Settings read(Properties properties) {
        return new Settings(
                one("theme", properties, ThemeChoice.values(), ThemeChoice::word, Settings.NONE.theme()),
                one("language", properties, LanguageChoice.values(), LanguageChoice::word, Settings.NONE.language()),
                textSize(properties.getProperty("text-size", "" + Settings.NONE.textSize())),
                one("rows", properties, Density.values(), Density::word, Settings.NONE.density()),
                Optional.ofNullable(properties.getProperty("window")).map(SettingsFile::placement),
                ConnectionLines.read(properties),
                TableProperties.arrangement(properties),
                TableProperties.questions(properties),
                notices(properties));
    }

    private static Properties write(Settings settings) {
        Properties properties = new Properties();
        properties.setProperty("theme", settings.theme().word());
        properties.setProperty("language", settings.language().word());
        properties.setProperty("text-size", "" + settings.textSize());
        properties.setProperty("rows", settings.density().word());
        TableProperties.write(settings.arrangement(), properties);
        TableProperties.write(settings.questions(), properties);
        ConnectionLines.write(settings.connections(), properties);
        properties.setProperty("notices", "" + settings.notices().on());
        for (NoticeKind kind : NoticeKind.values()) {
            properties.setProperty(
                    "notices." + kind.word(), "" + settings.notices().kinds().contains(kind));
        }
        settings.window()
                .ifPresent(at -> properties.setProperty(
                        "window",
                        String.format(
                                Locale.ROOT,
                                "%.0f %.0f %.0f %.0f%s",
                                at.x(),
                                at.y(),
                                at.width(),
                                at.height(),
                                at.maximized() ? " maximized" : "")));
        return properties;
    }

    /** What is not said, is wanted. */
    private static NoticeChoice notices(Properties properties) {
        NoticeChoice choice = NoticeChoice.ALL.with(isWanted("notices", properties));
        for (NoticeKind kind : NoticeKind.values()) {
            choice = choice.with(kind, isWanted("notices." + kind.word(), properties));
        }
        return choice;
    }

    private static boolean isWanted(String name, Properties properties) {
        return !properties.getProperty(name, "true").equals("false");
    }

    private static <T> T one(String name, Properties properties, T[] choices, Function<T, String> word, T otherwise) {
        String asked = properties.getProperty(name, word.apply(otherwise));
        return Arrays.stream(choices)
                .filter(choice -> word.apply(choice).equals(asked))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is " + asked));
    }

    private static int textSize(String percent) {
        return Measures.SIZES.stream()
                .filter(size -> percent.equals("" + size))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("text-size is " + percent));
    }

    private static Placement placement(String text) {
        Matcher at = PLACEMENT.matcher(text);
        if (!at.matches()) {
            throw new IllegalArgumentException("window is " + text);
        }
        return new Placement(
                Integer.parseInt(at.group("x")),
                Integer.parseInt(at.group("y")),
                Integer.parseInt(at.group("width")),
                Integer.parseInt(at.group("height")),
                at.group("maximized") != null);
    }
}
