package dev.portcullis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's table of standards names tests that there are. */
class StandardsTest {
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

    @Test
    void eachClauseNamesATestThatThereIs() throws IOException {
        Map<String, String> tests = tests();
        List<MatchResult> named =
                NAMED.matcher(Files.readString(Path.of("README.md"))).results().toList();
        assertThat(named).hasSizeGreaterThan(40);
        assertThat(named)
                .allSatisfy(name -> assertThat(tests.getOrDefault(name.group(1), ""))
                        .as(name.group())
                        .contains("void " + name.group(2) + "("));
    }

    /** What the product is held to; each is shown by a test, or said not to apply, with a reason. */
    @Test
    void eachClauseIsShownOrSaidNotToApply() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String section = readme.substring(readme.indexOf("## Standards"), readme.indexOf("## Develop"));
        Set<String> named = Pattern.compile("[0-9]+(\\.[0-9]+)+|[0-9]{4}(bis)?|AAL[23]")
                .matcher(section)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        assertThat(named)
                .contains("7.1.1", "7.1.2", "7.2.1", "7.2.3", "7.2.4", "7.3.1", "7.3.2") // ASVS 5.0
                .contains("7.4.1", "7.4.2", "7.4.3", "7.4.5", "7.5.1", "7.5.2", "7.5.3")
                .contains("3.3.1", "3.4.1", "3.5.1", "6.1.1", "6.3.1", "6.3.2", "6.3.3", "6.3.8")
                .contains("10.4.5", "10.4.8", "16.4", "16.5")
                .contains("AAL2", "AAL3") // NIST SP 800-63B-4
                .contains("6265bis", "6749", "8414", "7009", "7662", "7517", "7518", "8725", "9068", "9110", "9457")
                .contains("9562", "9700", "6238", "4180", "9470");
    }

    /** The source of each test, by its name. */
    private static Map<String, String> tests() throws IOException {
        Map<String, String> tests = new HashMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            files.filter(file -> file.toString().endsWith("Test.java")).forEach(file -> {
                try {
                    tests.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return tests;
    }
}
