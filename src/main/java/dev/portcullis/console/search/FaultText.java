package dev.portcullis.console.search;

import dev.portcullis.console.common.Text;
import dev.portcullis.query.QueryException;

/** What is wrong with a query, in the user's language. */
public final class FaultText {
    private FaultText() {}

    /** In a sentence, with its place and what may have been meant. */
    public static String sentence(QueryException wrong) {
        String what = Text.get("search.fault." + wrong.fault().key(), wrong.arguments().toArray());
        String place = "" + wrong.position();
        return switch (wrong.fault().place()) {
            case SAID -> what;
            case AT -> Text.get("search.fault-at", what, place);
            case VALUE ->
                wrong.suggestion()
                        .filter(meant -> !what.contains("`" + meant + "`"))
                        .map(meant -> Text.get("search.fault-meant", what, place, meant))
                        .orElseGet(() -> Text.get("search.fault-value", what, place));
        };
    }
}
