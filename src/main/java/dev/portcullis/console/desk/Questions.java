package dev.portcullis.console.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one operator has asked at one server, and kept under a name. It is theirs alone: addresses and names of people stand in it.
 *
 * @param asked what was asked, the last first
 * @param views in the order in which they were saved
 */
public record Questions(List<String> asked, List<SavedView> views) {
    /** Nothing yet. */
    public static final Questions NONE = new Questions(List.of(), List.of());

    /** So many are remembered of what was asked. */
    public static final int MOST_ASKED = 50;

    public Questions {
        asked = List.copyOf(asked);
        views = List.copyOf(views);
    }

    /** With this as the last that was asked, once. */
    public Questions asked(String query) {
        List<String> all = new ArrayList<>(asked);
        all.remove(query);
        all.addFirst(query);
        return new Questions(all.subList(0, Math.min(all.size(), MOST_ASKED)), views);
    }

    /** The one of this name. */
    public Optional<SavedView> view(String name) {
        return views.stream().filter(view -> view.isCalled(name)).findFirst();
    }

    /** With this view: in the place of the one of its name, or as the last. */
    public Questions saved(SavedView view) {
        List<SavedView> all = new ArrayList<>(views);
        Optional<SavedView> before = view(view.name());
        before.ifPresentOrElse(old -> all.set(all.indexOf(old), view), () -> all.add(view));
        return new Questions(asked, all);
    }

    /** With another name for the view of this one; a view that had that name gives way. */
    public Questions renamed(String name, String now) {
        List<SavedView> all = new ArrayList<>(views);
        view(name).ifPresent(old -> {
            all.removeIf(view -> view.isCalled(now) && !view.equals(old));
            all.set(all.indexOf(old), old.named(now.strip()));
        });
        return new Questions(asked, all);
    }

    /** Without the view of this name. */
    public Questions deleted(String name) {
        return new Questions(
                asked, views.stream().filter(view -> !view.isCalled(name)).toList());
    }
}
