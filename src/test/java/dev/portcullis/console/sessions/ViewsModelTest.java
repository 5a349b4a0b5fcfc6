package dev.portcullis.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.console.desk.Arrangement;
import dev.portcullis.console.desk.Questions;
import dev.portcullis.console.desk.SavedView;
import dev.portcullis.query.Query;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.junit.jupiter.api.Test;

class ViewsModelTest {
    private final ObjectProperty<Questions> questions = new SimpleObjectProperty<>(Questions.NONE);
    private final StringProperty search = new SimpleStringProperty("");
    private final ObjectProperty<Ordering> ordering = new SimpleObjectProperty<>(Ordering.NEWEST);
    private final ColumnsModel columns = new ColumnsModel(new SimpleObjectProperty<>(Arrangement.NONE), ordering);
    private final ViewsModel model = new ViewsModel(questions, search, columns);

    @Test
    void whatIsShownIsSavedAndShownAgain() {
        search.set("  reuse:true state:any ");
        ordering.set(new Ordering(Ordering.Key.ENDED, true));
        model.save(" Thefts ", false);
        search.set("");
        ordering.set(Ordering.NEWEST);
        SavedView saved = own().getFirst();

        assertThat(saved).isEqualTo(new SavedView("Thefts", "reuse:true state:any", "-endedAt", List.of()));
        assertThat(model.isShown(saved)).isFalse();
        model.show(saved);
        assertThat(search.get()).isEqualTo("reuse:true state:any");
        assertThat(ordering.get()).isEqualTo(new Ordering(Ordering.Key.ENDED, true));
        assertThat(model.isShown(saved)).isTrue();
    }

    @Test
    void aViewBringsItsColumnsIfItWasToldTo() {
        columns.toggle(Ordering.Key.VERSION);
        model.save("With", true);
        columns.reset();
        model.save("Without", false);

        model.show(view("With"));
        assertThat(columns.wanted(Ordering.Key.VERSION)).isTrue();
        columns.reset();
        model.show(view("Without"));
        assertThat(columns.wanted(Ordering.Key.VERSION)).isFalse();
    }

    @Test
    void theSameNameWhateverItsCaseIsReplaced() {
        search.set("a");
        model.save("Mine", false);
        search.set("b");
        assertThat(model.exists(" mine ")).isTrue();
        model.save("mine", false);

        assertThat(own()).extracting(SavedView::query).containsExactly("b");
    }

    @Test
    void aNameThatIsNoneOrEverybodysIsRefusedWithTheReason() {
        model.save("  ", false);
        model.save("x".repeat(61), false);
        model.save("new devices", false);

        assertThat(own()).isEmpty();
        assertThat(model.hindrance("  ")).isEqualTo("Give it a name.");
        assertThat(model.hindrance("x".repeat(61))).contains("60");
        assertThat(model.hindrance("new devices")).contains("everybody");
    }

    @Test
    void whatCannotBeUnderstoodIsNotSaved() {
        search.set("(");
        assertThat(model.hindrance()).isNotEmpty();
        model.save("Mine", false);
        assertThat(own()).isEmpty();
    }

    @Test
    void aViewIsRenamedInItsPlaceButNotToAnothersName() {
        model.save("One", false);
        model.save("Two", false);

        model.rename(view("One"), "Two");
        assertThat(own()).extracting(SavedView::name).containsExactly("One", "Two");
        model.rename(view("One"), "First");
        assertThat(own()).extracting(SavedView::name).containsExactly("First", "Two");
        model.rename(view("First"), "FIRST");
        assertThat(own()).extracting(SavedView::name).containsExactly("FIRST", "Two");
    }

    @Test
    void whatWasDeletedCanBeBroughtBack() {
        search.set("idle>20m");
        model.save("Idle", false);
        SavedView view = view("Idle");

        model.delete(view);
        assertThat(own()).isEmpty();
        assertThat(model.deleted()).contains(view);
        model.restore();
        assertThat(own()).containsExactly(view);
        assertThat(model.deleted()).isEmpty();
    }

    @Test
    void theViewsThatEverybodyHasAreQueriesAndStay() {
        List<ViewsModel.Entry> all = model.all();

        assertThat(all).hasSizeGreaterThan(4).allMatch(ViewsModel.Entry::builtIn);
        all.forEach(entry -> {
            assertThat(Query.parse(entry.view().query())).isNotEqualTo(new Query.All());
            assertThat(Ordering.ofWire(entry.view().order())).isPresent();
            model.delete(entry.view());
        });
        assertThat(model.all()).isEqualTo(all);
    }

    private List<SavedView> own() {
        return questions.get().views();
    }

    private SavedView view(String name) {
        return questions.get().view(name).orElseThrow();
    }
}
