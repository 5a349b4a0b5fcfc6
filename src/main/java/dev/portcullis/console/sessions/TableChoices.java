package dev.portcullis.console.sessions;

import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.FileChoice;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.Language;
import dev.portcullis.console.desk.Remembered;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.TableView;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** What is chosen of the table, rather than done to its sessions: which columns, which view, which time; and where a copy goes. */
final class TableChoices implements AutoCloseable {
    private final ColumnsModel columns;
    private final ColumnActions columnActions;
    private final ViewsModel views;
    private final ViewActions viewActions;
    private final AsOfActions asOfActions;
    private final SessionExport export;
    private final ExportActions exportActions;
    private final Choices choices;
    private @Nullable Columns shown;
    private Subscription exports = Subscription.EMPTY;

    /** @param scene where the screen is; null while it is nowhere */
    TableChoices(
            SessionsModel model,
            SessionExport export,
            Background background,
            Remembered remembered,
            FileChoice files,
            Supplier<@Nullable Scene> scene) {
        choices = new Choices(scene);
        columns = new ColumnsModel(remembered.arrangement(), model.orderingProperty());
        columnActions = new ColumnActions(columns, choices);
        views = new ViewsModel(remembered.questions(), model.searchProperty(), columns);
        viewActions = new ViewActions(views, choices);
        asOfActions = new AsOfActions(new AsOfModel(model.thenProperty(), model::now, ZoneId.systemDefault()), choices);
        this.export = export;
        exportActions = new ExportActions(model, export, files, background, scene);
    }

    /** The table's columns, and the button in its corner. */
    Columns install(TableView<Row> table, StackPane around, Beat beat) {
        Columns made = new Columns(table, columns, beat);
        columnActions.install(around, made);
        shown = made;
        return made;
    }

    /** Says here how far an export is. */
    void tellOfExports(VBox place) {
        exports = Subscription.combine(exports, exportActions.install(place));
    }

    List<Action> all() {
        return Stream.of(asOfActions.all(), viewActions.all(), columnActions.all(), exportActions.all())
                .flatMap(List::stream)
                .toList();
    }

    /** To show each view. */
    List<Action> ofViews() {
        return viewActions.ofViews();
    }

    /** What helps to write the query. */
    Language language(FacetsModel facets) {
        return new SessionLanguage(facets, views);
    }

    /** Hears of each export that is whole from now on. */
    void onExported(Consumer<Path> listener) {
        exports = Subscription.combine(exports, export.stateProperty().subscribe((_, state) -> {
            if (state instanceof SessionExport.State.Done done) {
                listener.accept(done.file());
            }
        }));
    }

    /** A second has passed. */
    void tick() {
        export.tick();
    }

    /** The export goes on: it is not this screen's. */
    @Override
    public void close() {
        exports.unsubscribe();
        if (shown != null) {
            shown.close();
        }
        choices.close();
    }
}
