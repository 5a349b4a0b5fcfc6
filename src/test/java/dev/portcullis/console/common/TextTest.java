package dev.portcullis.console.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.MissingResourceException;
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
    private static final Pattern ASKED_IN_JAVA = Pattern.compile("Text\\.get\\(\\s*\"([a-z0-9.-]+)\"");
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

    @Test
    void noTextIsThereThatNobodyAsksFor() throws IOException {
        Set<String> named = found(JAVA, ".java", LITERAL);
        named.addAll(found(VIEWS, ".fxml", IN_VIEW));

        Set<String> keys = keys();
        keys.removeIf(key -> named.contains(key) || named.contains(key.substring(0, key.lastIndexOf('.') + 1)));
        assertThat(keys).as("there, and never asked for").isEmpty();
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
