package dev.portcullis.console.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.client.ClientException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bundle holds the words that the console shows: all of them, and no others. A name that ends with a point stands for all that begin with it. */
class TextTest {
    private static final Path JAVA = Path.of("src/main/java/dev/portcullis/console");
    private static final Path VIEWS = Path.of("src/main/resources/dev/portcullis/console");
    private static final Path ENGLISH = VIEWS.resolve("text.properties");
    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d+)");
    private static final Pattern ASKED_IN_JAVA =
            Pattern.compile("(?:Text\\.get|NoticeLine\\.button|Action\\.of)\\(\\s*\"([a-z0-9.-]+)\"");
    private static final Pattern LITERAL = Pattern.compile("\"([a-z0-9]+(?:[.-][a-z0-9-]+)+\\.?)\"");
    private static final Pattern IN_VIEW = Pattern.compile("\"%([^\"]+)\"");

    @Test
    void everyTextThatIsAskedForIsThere() throws IOException {
        Set<String> asked = found(JAVA, ".java", ASKED_IN_JAVA);
        asked.addAll(found(VIEWS, ".fxml", IN_VIEW));

        Set<String> keys = keys();
        asked.removeIf(
                key -> key.endsWith(".") ? keys.stream().anyMatch(each -> each.startsWith(key)) : keys.contains(key));
        assertThat(asked).as("asked for, and missing").isEmpty();
    }

    /** Those are put together from a cause's name, so nobody finds them by reading. */
    @Test
    void everyWayNotToReachAServerHasItsWords() {
        for (String where : List.of("failure", "sessions", "revoke")) {
            for (ClientException.Cause cause : ClientException.Cause.values()) {
                assertThat(Text.get(where + ".unreachable." + cause.name().toLowerCase(Locale.ROOT)))
                        .as("%s %s", where, cause)
                        .isNotBlank();
            }
        }
    }

    @Test
    void noTextIsThereThatNobodyAsksFor() throws IOException {
        Set<String> named = found(JAVA, ".java", LITERAL);
        named.addAll(found(VIEWS, ".fxml", IN_VIEW));

        Set<String> keys = keys();
        keys.removeIf(key -> named.contains(key) || named.contains(key.substring(0, key.lastIndexOf('.') + 1)));
        assertThat(keys).as("there, and never asked for").isEmpty();
    }

    /** What is not the root's own would be taken from the root unseen, so the files themselves are compared. */
    @Test
    void everyTranslationHasAllTextsAndNoOthers() throws IOException {
        for (Path translation : translations()) {
            assertThat(read(translation).stringPropertyNames())
                    .as(translation.getFileName().toString())
                    .containsExactlyInAnyOrderElementsOf(read(ENGLISH).stringPropertyNames());
        }
    }

    @Test
    void everyTranslationFillsInTheSameArguments() throws IOException {
        Properties english = read(ENGLISH);
        for (Path translation : translations()) {
            Properties other = read(translation);
            for (String key : english.stringPropertyNames()) {
                assertThat(arguments(other.getProperty(key)))
                        .as(translation.getFileName() + ": " + key)
                        .isEqualTo(arguments(english.getProperty(key)));
            }
        }
    }

    @Test
    void eachLanguageHasItsOwnPlurals() {
        try {
            Text.speak(Language.GERMAN);
            assertThat(Text.get("revoke.receipt.title.end", 1)).isEqualTo("1 Sitzung überall beendet");
            assertThat(Text.get("revoke.receipt.title.end", 2413)).isEqualTo("2.413 Sitzungen überall beendet");
            assertThat(Text.get("frame.count", 2413, 48213L)).isEqualTo("2.413 von 48.213");
        } finally {
            Text.speak(Language.ENGLISH);
        }
    }

    @Test
    void thePseudoLanguageIsLongerAndKeepsItsArguments() throws IOException {
        Properties english = read(ENGLISH);
        for (String key : english.stringPropertyNames()) {
            String text = english.getProperty(key);
            String longer = PseudoWords.longer(text);
            assertThat(arguments(longer)).as(key).isEqualTo(arguments(text));
            if (!text.contains("{")) {
                assertThat((double) longer.length()).as(longer).isGreaterThanOrEqualTo(1.4 * text.length());
            }
        }
    }

    @Test
    void aMachineThatSpeaksAnotherLanguageGetsEnglish() {
        assertThat(Language.of(Locale.of("de", "AT"))).isEqualTo(Language.GERMAN);
        assertThat(Language.of(Locale.FRENCH)).isEqualTo(Language.ENGLISH);
        assertThat(Language.of(Locale.ROOT)).isEqualTo(Language.ENGLISH);
    }

    @Test
    void aMissingTextIsAMistakeOfTheProgramAndSaysSo() {
        assertThatThrownBy(() -> Text.get("no.such.text"))
                .isInstanceOf(MissingResourceException.class)
                .hasMessageContaining("no.such.text");
    }

    @Test
    void numbersAreGroupedWhateverTheMachineIsSetTo() {
        assertThat(Text.get("frame.count", 2413, 48213L)).isEqualTo("2,413 of 48,213");
    }

    private static List<Path> translations() throws IOException {
        try (Stream<Path> files = Files.list(VIEWS)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().matches("text_.*\\.properties"))
                    .toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }

    /** Which are filled in; a text that is used as it stands has none. */
    private static Set<String> arguments(String text) {
        return ARGUMENT.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> keys() {
        return new TreeSet<>(Text.bundle().keySet());
    }

    private static Set<String> found(Path root, String ending, Pattern pattern) throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(ending)).toList()) {
                texts.add(Files.readString(file));
            }
        }
        return texts.stream()
                .map(pattern::matcher)
                .flatMap(Matcher::results)
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
