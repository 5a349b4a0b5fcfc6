package dev.portcullis.query;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A query that cannot be understood, and where. */
public final class QueryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    @SuppressWarnings("serial") // List.of is serializable
    private final List<String> arguments;

    private final int position;
    private final int length;
    private final @Nullable String suggestion;

    /**
     * @param position of the first character that is wrong, counted from 1 in UTF-16 code units, as Java and JavaScript do
     * @param length how many; 0 if something is missing there
     * @param suggestion what to put in their place; null if nothing suggests itself
     */
    QueryException(Fault fault, List<String> arguments, int position, int length, @Nullable String suggestion) {
        super(sentence(fault, fault.english(arguments), position, suggestion));
        this.fault = fault;
        this.arguments = List.copyOf(arguments);
        this.position = position;
        this.length = length;
        this.suggestion = suggestion;
    }

    private static String sentence(Fault fault, String what, int position, @Nullable String suggestion) {
        return switch (fault.place()) {
            case SAID -> what;
            case AT -> what + " at " + position + ".";
            case VALUE ->
                suggestion == null || what.contains("`" + suggestion + "`")
                        ? what + " (at " + position + ")."
                        : what + " (at " + position + "): did you mean `" + suggestion + "`?";
        };
    }

    public Fault fault() {
        return fault;
    }

    /** What fills the gaps in its sentence. */
    public List<String> arguments() {
        return arguments;
    }

    public int position() {
        return position;
    }

    public int length() {
        return length;
    }

    public Optional<String> suggestion() {
        return Optional.ofNullable(suggestion);
    }
}
