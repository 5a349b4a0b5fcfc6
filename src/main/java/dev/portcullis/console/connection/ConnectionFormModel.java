package dev.portcullis.console.connection;

import dev.portcullis.client.CertificatePin;
import dev.portcullis.console.common.Text;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** A connection that is written down, or changed. Nothing is remembered before {@link #save()}. For the JavaFX thread. */
public final class ConnectionFormModel {
    /** A longer name would be cut off wherever it is shown. */
    static final int LONGEST_NAME = 40;

    private final ConnectionBook book;
    private final @Nullable Connection before;
    private final Consumer<Connection> onDone;
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty address = new SimpleStringProperty("");
    private final StringProperty email = new SimpleStringProperty("");
    private final ObjectProperty<Mark> mark = new SimpleObjectProperty<>(Mark.PRODUCTION);
    private final ObservableList<CertificatePin> pins = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable Wrong> wrong = new ReadOnlyObjectWrapper<>();

    /** What can be wrong. */
    public enum Field {
        NAME,
        ADDRESS
    }

    /** What has to be corrected. */
    public record Wrong(Field field, String sentence) {}

    /**
     * Begins a form.
     *
     * @param before the one to change; null for a new one
     * @param onDone hears what it has become
     */
    public ConnectionFormModel(ConnectionBook book, @Nullable Connection before, Consumer<Connection> onDone) {
        this.book = book;
        this.before = before;
        this.onDone = onDone;
        if (before != null) {
            fill(before);
        }
    }

    /** What is known already of a new one. */
    public void fill(Connection known) {
        name.set(known.name());
        address.set(known.address().toString());
        email.set(known.email().orElse(""));
        mark.set(known.mark());
        pins.setAll(known.pins());
    }

    public boolean isNew() {
        return before == null;
    }

    public StringProperty nameProperty() {
        return name;
    }

    public StringProperty addressProperty() {
        return address;
    }

    public StringProperty emailProperty() {
        return email;
    }

    public ObjectProperty<Mark> markProperty() {
        return mark;
    }

    /** To take one away, remove it. */
    public ObservableList<CertificatePin> pins() {
        return pins;
    }

    /** What is wrong with the last try; null if nothing is. */
    public ReadOnlyObjectProperty<@Nullable Wrong> wrongProperty() {
        return wrong.getReadOnlyProperty();
    }

    /** Remembers it, if nothing is wrong. */
    public void save() {
        wrong.set(null);
        String theName = name.get().strip();
        if (theName.isEmpty()) {
            wrong.set(new Wrong(Field.NAME, Text.get("connection.name.missing")));
            return;
        }
        if (theName.length() > LONGEST_NAME) {
            wrong.set(new Wrong(Field.NAME, Text.get("connection.name.long", LONGEST_NAME)));
            return;
        }
        if (book.connections()
                .named(theName)
                .filter(each -> !each.equals(before))
                .isPresent()) {
            wrong.set(new Wrong(Field.NAME, Text.get("connection.name.taken", theName)));
            return;
        }
        URI theAddress;
        try {
            theAddress = ServerAddress.parse(address.get());
        } catch (ServerAddress.Wrong e) {
            wrong.set(new Wrong(Field.ADDRESS, e.sentence()));
            return;
        }
        String who = email.get().strip();
        Connection now = new Connection(
                theName,
                theAddress,
                mark.get(),
                who.isEmpty() ? Optional.empty() : Optional.of(who),
                List.copyOf(pins));
        if (before == null) {
            book.used(now);
        } else {
            book.replace(before, now);
        }
        onDone.accept(now);
    }
}
