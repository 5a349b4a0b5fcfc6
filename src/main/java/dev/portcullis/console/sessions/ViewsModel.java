package dev.portcullis.console.sessions;

import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Arrangement;
import dev.portcullis.console.desk.Questions;
import dev.portcullis.console.desk.SavedView;
import dev.portcullis.query.Query;
import dev.portcullis.query.QueryException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** The views: an operator's own, and those that everybody has. What is shown becomes one by a name; one is shown again as it was saved. For the JavaFX thread. */
final class ViewsModel {
    /** No name is longer, in characters. */
    static final int LONGEST_NAME = 60;

    private final ObjectProperty<Questions> questions;
    private final StringProperty search;
    private final ObjectProperty<Ordering> ordering;
    private final ColumnsModel columns;
    private @Nullable SavedView deleted;

    /**
     * A view that can be shown.
     *
     * @param builtIn whether everybody has it, and nobody can change it
     */
    record Entry(SavedView view, boolean builtIn) {}

    ViewsModel(ObjectProperty<Questions> questions, StringProperty search, ColumnsModel columns) {
        this.questions = questions;
        this.search = search;
        this.ordering = columns.orderingProperty();
        this.columns = columns;
    }

    ObjectProperty<Questions> questionsProperty() {
        return questions;
    }

    /** The operator's own in the order in which they were saved, then those that everybody has. */
    List<Entry> all() {
        return Stream.concat(
                        questions.get().views().stream().map(view -> new Entry(view, false)),
                        builtIn().stream().map(view -> new Entry(view, true)))
                .toList();
    }

    private static List<SavedView> builtIn() {
        return List.of(
                builtIn("suspended", "state:suspended", "-createdAt"),
                builtIn("ending", "expires<5m", "idleExpiresAt"),
                builtIn("reuse", "reuse:true", "-createdAt"),
                builtIn("device", "new:device", "-createdAt"),
                builtIn("network", "new:network", "-createdAt"),
                builtIn("ended", "ended>-1h", "-endedAt"));
    }

    private static SavedView builtIn(String name, String query, String order) {
        return new SavedView(Text.get("sessions.views.builtin." + name), query, order, List.of());
    }

    /** Whether it is what is asked, and in its order. */
    boolean isShown(SavedView view) {
        return view.query().equals(search.get().strip())
                && view.order().equals(ordering.get().wire());
    }

    /** Asks what it asks, of the time that is looked at. */
    void show(SavedView view) {
        search.set(view.query());
        Ordering.ofWire(view.order()).ifPresent(ordering::set);
        columns.show(view.columns());
    }

    /** In a sentence, why what is shown cannot be saved; empty if it can. */
    String hindrance() {
        try {
            Query.parse(search.get());
            return "";
        } catch (QueryException e) {
            return Text.get("sessions.views.fault");
        }
    }

    /** In a sentence, why no view can have this name; empty if it can. */
    String hindrance(String name) {
        if (name.isBlank()) {
            return Text.get("sessions.views.unnamed");
        }
        if (name.strip().length() > LONGEST_NAME) {
            return Text.get("sessions.views.long", LONGEST_NAME);
        }
        return builtIn().stream().anyMatch(view -> view.isCalled(name)) ? Text.get("sessions.views.taken") : "";
    }

    /** Whether an own view goes by this name already. */
    boolean exists(String name) {
        return questions.get().view(name).isPresent();
    }

    /**
     * Saves what is shown, in the place of a view of the same name. Does nothing where a hindrance is.
     *
     * @param withColumns whether it brings its columns along
     */
    void save(String name, boolean withColumns) {
        if (hindrance().isEmpty() && hindrance(name).isEmpty()) {
            List<Arrangement.Column> shown = withColumns
                    ? columns.order().stream()
                            .map(key -> new Arrangement.Column(key.name(), columns.wanted(key), columns.width(key)))
                            .toList()
                    : List.of();
            questions.set(questions
                    .get()
                    .saved(new SavedView(
                            name.strip(),
                            search.get().strip(),
                            ordering.get().wire(),
                            shown)));
        }
    }

    /** Gives an own view another name; does nothing where a hindrance is, or where another view has it. */
    void rename(SavedView view, String now) {
        boolean other = exists(now) && !view.isCalled(now);
        if (hindrance(now).isEmpty() && !other) {
            questions.set(questions.get().renamed(view.name(), now));
        }
    }

    /** Deletes an own view, which can be brought back. */
    void delete(SavedView view) {
        if (exists(view.name())) {
            deleted = view;
            questions.set(questions.get().deleted(view.name()));
        }
    }

    /** What was deleted last, and can be brought back. */
    Optional<SavedView> deleted() {
        return Optional.ofNullable(deleted).filter(view -> !exists(view.name()));
    }

    /** Brings it back. */
    void restore() {
        deleted().ifPresent(view -> questions.set(questions.get().saved(view)));
        deleted = null;
    }
}
