package dev.portcullis.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What is wrong with the options, all of it: whoever corrects them wants to do so once. */
final class Faults {
    private final List<String> faults = new ArrayList<>();

    void add(String fault) {
        if (!faults.contains(fault)) {
            faults.add(fault);
        }
    }

    /** A fault, unless that holds. */
    void unless(boolean holds, String fault) {
        if (!holds) {
            add(fault);
        }
    }

    /** A value; if it cannot be had, that is a fault, and another value stands for it. */
    <T> T orElse(T otherwise, Supplier<T> value) {
        try {
            return value.get();
        } catch (UsageException e) {
            e.faults().forEach(this::add);
        } catch (IllegalArgumentException e) {
            add(String.valueOf(e.getMessage()));
        }
        return otherwise;
    }

    List<String> all() {
        return List.copyOf(faults);
    }

    /** @throws UsageException if there is one */
    void raise() {
        if (!faults.isEmpty()) {
            throw new UsageException(faults);
        }
    }
}
