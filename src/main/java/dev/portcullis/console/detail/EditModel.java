package dev.portcullis.console.detail;

import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.desk.Failures;
import dev.portcullis.console.desk.FaultWords;
import dev.portcullis.console.detail.EditForm.Field;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;
import org.jspecify.annotations.Nullable;

/**
 * Changes of one session: its permissions, its limits, its attributes. Sent with the version that they are changes of; if the session was changed meanwhile, that is
 * shown beside what is wanted, and the operator decides. For the JavaFX thread.
 */
final class EditModel {
    private final DetailAccess access;
    private final Background background;
    private final EditForm.Frame frame;
    private final Consumer<SessionView> onDone;
    private final ReadOnlyObjectWrapper<SessionView> session;
    private final ObservableSet<String> kept = FXCollections.observableSet(new TreeSet<>());
    private final StringProperty added = new SimpleStringProperty("");
    private final StringProperty idle = new SimpleStringProperty("");
    private final StringProperty end = new SimpleStringProperty("");
    private final StringProperty attributes = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Map<Field, String>> faults = new ReadOnlyObjectWrapper<>(Map.of());
    private final ReadOnlyStringWrapper preview = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper savable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Conflict> conflict = new ReadOnlyObjectWrapper<>();
    private boolean filling;

    /** The session was changed meanwhile. */
    record Conflict(SessionView current, Draft draft, List<Clash> clashes) {}

    /** @param onDone hears of the session as it is then */
    EditModel(
            DetailAccess access,
            Background background,
            EditForm.Frame frame,
            SessionView session,
            Consumer<SessionView> onDone) {
        this.access = access;
        this.background = background;
        this.frame = frame;
        this.onDone = onDone;
        this.session = new ReadOnlyObjectWrapper<>(session);
        fill(EditForm.of(session, frame.zone()));
        kept.subscribe(this::read);
        added.subscribe(this::read);
        idle.subscribe(this::read);
        end.subscribe(this::read);
        attributes.subscribe(this::read);
    }

    /** What the changes are made of. */
    ReadOnlyObjectProperty<SessionView> sessionProperty() {
        return session.getReadOnlyProperty();
    }

    /** Those of its permissions that it keeps. */
    ObservableSet<String> kept() {
        return kept;
    }

    StringProperty addedProperty() {
        return added;
    }

    StringProperty idleProperty() {
        return idle;
    }

    StringProperty endProperty() {
        return end;
    }

    StringProperty attributesProperty() {
        return attributes;
    }

    /** What is wrong, by field. */
    ReadOnlyObjectProperty<Map<Field, String>> faultsProperty() {
        return faults.getReadOnlyProperty();
    }

    /** From when to when its end is moved; empty if it is not. */
    ReadOnlyStringProperty previewProperty() {
        return preview.getReadOnlyProperty();
    }

    /** Whether something is changed and nothing wrong. */
    ReadOnlyBooleanProperty savableProperty() {
        return savable.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** What came in between; null if nothing did. */
    ReadOnlyObjectProperty<@Nullable Conflict> conflictProperty() {
        return conflict.getReadOnlyProperty();
    }

    /** Sends it, if something is changed and nothing wrong. */
    void save() {
        if (!busy.get() && conflict.get() == null && savable.get()) {
            send(form().read(session.get(), frame).draft());
        }
    }

    /** Makes the changes of what the session is now. What is wrong with that, the form shows. */
    void applyAgain() {
        Conflict now = conflict.get();
        if (now == null || busy.get()) {
            return;
        }
        conflict.set(null);
        session.set(now.current());
        fill(EditForm.of(now.current(), now.draft(), frame.zone()));
        if (savable.get()) {
            send(form().read(session.get(), frame).draft());
        } else if (faults.get().isEmpty()) {
            onDone.accept(now.current()); // somebody else has done the same
        }
    }

    private EditForm form() {
        return new EditForm(new TreeSet<>(kept), added.get(), idle.get(), end.get(), attributes.get());
    }

    private void fill(EditForm form) {
        filling = true;
        kept.clear();
        kept.addAll(form.kept());
        added.set(form.added());
        idle.set(form.idle());
        end.set(form.end());
        attributes.set(form.attributes());
        filling = false;
        read();
    }

    private void read() {
        if (filling) {
            return;
        }
        EditForm form = form();
        EditForm.Reading reading = form.read(session.get(), frame);
        faults.set(reading.faults());
        preview.set(reading.faults().containsKey(Field.END) ? "" : form.preview(session.get(), frame));
        savable.set(reading.faults().isEmpty() && !reading.draft().empty());
    }

    private void send(Draft draft) {
        SessionView seen = session.get();
        busy.set(true);
        background.run(
                () -> access.change(seen, draft.patch(seen)),
                now -> {
                    busy.set(false);
                    onDone.accept(now);
                },
                why -> failed(why, seen, draft));
    }

    private void failed(Throwable failure, SessionView seen, Draft draft) {
        if (Failures.is(failure, ProblemType.PRECONDITION_FAILED)) {
            background.run(
                    () -> access.session(seen.handle()),
                    current -> {
                        busy.set(false);
                        conflict.set(new Conflict(current, draft, Clash.between(seen, current, draft)));
                    },
                    why -> refused(why));
            return;
        }
        refused(failure);
    }

    /** What was typed stays. */
    private void refused(Throwable failure) {
        busy.set(false);
        if (failure instanceof ClientException.Declined) {
            return; // the operator gave no proof, and knows
        }
        Map<Field, String> all = new EnumMap<>(Field.class);
        if (failure instanceof ClientException.Refused refused
                && refused.problem().errors() != null) {
            refused.problem()
                    .errors()
                    .forEach(fault -> all.merge(field(fault), sentence(fault), (a, b) -> a + " " + b));
        } else if (Failures.is(failure, ProblemType.FORBIDDEN)) {
            all.put(Field.PERMISSIONS, Failures.sentence(failure));
        } else {
            all.put(Field.NONE, Failures.sentence(failure));
        }
        faults.set(all);
    }

    private static String sentence(Problem.Fault fault) {
        return switch (field(fault)) {
            case IDLE -> FaultWords.ofTime(fault, UnaryOperator.identity());
            case END -> FaultWords.sentence(fault, EditModel::shown);
            default -> FaultWords.sentence(fault);
        };
    }

    private static String shown(String time) {
        try {
            return Figures.absolute(Instant.parse(time));
        } catch (DateTimeParseException notATime) {
            return time; // what a newer server says there
        }
    }

    private static Field field(Problem.Fault fault) {
        String pointer = fault.pointer();
        if (pointer.startsWith("#/permissions")) {
            return Field.PERMISSIONS;
        }
        if (pointer.startsWith("#/idleTtlSeconds")) {
            return Field.IDLE;
        }
        if (pointer.startsWith("#/expiresAt")) {
            return Field.END;
        }
        return pointer.startsWith("#/attributes") ? Field.ATTRIBUTES : Field.NONE;
    }
}
