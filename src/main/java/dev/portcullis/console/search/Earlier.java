package dev.portcullis.console.search;

import dev.portcullis.console.desk.Language;
import java.util.List;
import java.util.stream.Stream;

/** Something that was asked before, or has a name. */
public sealed interface Earlier {
    record View(Language.View view) implements Earlier {}

    record Asked(String query) implements Earlier {}

    /** The views first, then what was asked before, the last first; of either no more than {@code most}. */
    static List<Earlier> of(Language language, int most) {
        return Stream.concat(
                        language.views().stream().limit(most).map(view -> (Earlier) new View(view)),
                        language.history().stream().limit(most).map(Asked::new))
                .toList();
    }
}
