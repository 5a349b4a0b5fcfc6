package dev.portcullis.console.detail;

import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.Keys;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** What can be done with the one session that is shown, beside ending it. */
final class DetailActions {
    private final Supplier<@Nullable SessionView> session;
    private final Supplier<String> unchangeable;
    private final Action edit;
    private final Action copyText;
    private final Action copyJson;

    /**
     * @param session the one that is shown; null if none is, or several are
     * @param unchangeable why nothing can be changed at all; empty if it can
     * @param onEdit changes it
     * @param text all that is known of it, as text
     * @param json the same as JSON
     */
    DetailActions(
            Supplier<@Nullable SessionView> session,
            Supplier<String> unchangeable,
            Consumer<SessionView> onEdit,
            Supplier<String> text,
            Supplier<String> json) {
        this.session = session;
        this.unchangeable = unchangeable;
        edit = Action.of(
                "detail.action.edit",
                Feather.EDIT_2,
                Keys.EDIT,
                this::notEditable,
                () -> onEdit.accept(Objects.requireNonNull(session.get())));
        copyText = Action.of(
                "detail.action.copy.text", Feather.COPY, Keys.COPY_ALL, this::notOne, () -> Clip.copy(text.get()));
        copyJson = Action.of("detail.action.copy.json", Feather.COPY, null, this::notOne, () -> Clip.copy(json.get()));
    }

    List<Action> all() {
        return List.of(edit, copyText, copyJson);
    }

    Action edit() {
        return edit;
    }

    List<Action> copies() {
        return List.of(copyText, copyJson);
    }

    private String notOne() {
        return session.get() == null ? Text.get("sessions.hindrance.one") : "";
    }

    private String notEditable() {
        SessionView shown = session.get();
        String hindrance = unchangeable.get();
        if (!hindrance.isEmpty()) {
            return hindrance;
        }
        if (shown == null) {
            return Text.get("sessions.hindrance.one");
        }
        if (shown.state() == SessionState.ENDED) {
            return Text.get("detail.edit.ended");
        }
        return shown.state() == SessionState.SUSPENDED ? Text.get("detail.edit.suspended") : "";
    }
}
