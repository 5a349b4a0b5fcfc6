package dev.portcullis.console.desk;

import java.util.List;

/** What helps to write a query in the server's language, beside the language itself. */
public interface Language {
    /** Values that sessions have in this field, the most frequent first; as they are known without asking. */
    List<String> values(String field);

    /** What was asked before, the last first. */
    List<String> history();

    /** This was asked. */
    void asked(String query);

    /**
     * Something to ask that has a name.
     *
     * @param query what it asks
     */
    record View(String name, String query) {}

    /** What can be asked by its name. */
    default List<View> views() {
        return List.of();
    }

    /** Asks it, in its own order. */
    default void show(View view) {}
}
