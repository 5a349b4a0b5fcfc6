package dev.portcullis.command;

import java.util.List;

/** Wrong options or values. Each fault is a line that the user sees. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> faults;

    UsageException(String fault) {
        this(List.of(fault));
    }

    UsageException(List<String> faults) {
        super(String.join("\n", faults));
        this.faults = List.copyOf(faults);
    }

    List<String> faults() {
        return faults;
    }
}
