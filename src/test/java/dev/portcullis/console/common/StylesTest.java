package dev.portcullis.console.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.css.CssParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Colours are tokens; tokens are the themes'. */
class StylesTest {
    private static final Path STYLES = Path.of("styles");
    private static final Pattern DEFINED = Pattern.compile("(-(?:pc|color)-[a-z0-9-]+)\\s*:");
    private static final Pattern NAMED = Pattern.compile("-pc-[a-z-]+");
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{3,8}\\b|\\brgba?\\(|\\bhsba?\\(");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern COLOUR_IN_JAVA =
            Pattern.compile("\\bColor\\.|\"#[0-9a-fA-F]{3,8}\"|\"[^\"]*-fx-[a-z-]+:");

    static Stream<Path> sheets() throws IOException {
        return files(STYLES, ".css").stream();
    }

    @ParameterizedTest
    @MethodSource("sheets")
    void canBeReadWithoutAComplaint(Path sheet) throws IOException {
        CssParser.errorsProperty().clear();

        new CssParser().parse(sheet.toUri().toURL());

        assertThat(CssParser.errorsProperty()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("sheets")
    void namesNoTokenThatAThemeLacks(Path sheet) throws IOException {
        Set<String> unknown = matches(NAMED, read(sheet));
        unknown.removeAll(matches(DEFINED, read(sheet)));
        unknown.removeAll(matches(DEFINED, read(STYLES.resolve("themes/dark.css"))));

        assertThat(unknown).isEmpty();
    }

    @Test
    void bothThemesAnswerToTheSameNames() throws IOException {
        assertThat(matches(DEFINED, read(STYLES.resolve("themes/light.css"))))
                .isEqualTo(matches(DEFINED, read(STYLES.resolve("themes/dark.css"))));
    }

    @ParameterizedTest
    @MethodSource("sheets")
    void onlyAThemeMixesColours(Path sheet) throws IOException {
        if (!sheet.startsWith(STYLES.resolve("themes"))) {
            assertThat(matches(COLOUR, read(sheet))).isEmpty();
        }
    }

    @Test
    void allButHairlinesFollowTheSizeOfText() throws MalformedURLException {
        URL url = URI.create("file:/styles/tokens.css").toURL();

        assertThat(Stylesheets.scaled(
                        ".a2px { -fx-font-size: 12px; -fx-padding: 0 -8px 1px 3px; src: url(\"fonts/I.otf\"); }",
                        150,
                        url))
                .isEqualTo(".a2px { -fx-font-size: 18.00px; -fx-padding: 0 -12.00px 1.00px 3.00px;"
                        + " src: url(\"file:/styles/fonts/I.otf\"); }");
    }

    @ParameterizedTest
    @MethodSource("sheets")
    void canBeReadWithoutAComplaintAtTheLargestSize(Path sheet) throws IOException {
        CssParser.errorsProperty().clear();

        new CssParser()
                .parse(
                        "data:",
                        Stylesheets.scaled(
                                Files.readString(sheet), 150, sheet.toUri().toURL()));

        assertThat(CssParser.errorsProperty()).isEmpty();
    }

    @Test
    void javaNamesNoColour() throws IOException {
        for (Path source : files(Path.of("src/main/java/dev/portcullis/console"), ".java")) {
            assertThat(matches(COLOUR_IN_JAVA, Files.readString(source)))
                    .as(source.toString())
                    .isEmpty();
        }
    }

    private static List<Path> files(Path root, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static String read(Path sheet) throws IOException {
        return COMMENT.matcher(Files.readString(sheet)).replaceAll("");
    }

    private static Set<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.groupCount() > 0 ? match.group(1) : match.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
