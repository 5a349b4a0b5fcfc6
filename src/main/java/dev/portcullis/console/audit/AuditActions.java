package dev.portcullis.console.audit;

import dev.portcullis.api.AuditEntry;
import dev.portcullis.api.Json;
import dev.portcullis.client.AuditTrail.Format;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.Keys;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** What can be done with the audit. */
final class AuditActions {
    private static final String ACCOUNT = "account";
    private static final String SESSION = "session";

    private final AuditModel model;
    private final ExportModel exporting;
    private final Action verify;
    private final Action csv;
    private final Action lines;
    private final Action copy;
    private final Action sessionOf;
    private final Action session;
    private final Action account;
    private final Action about;
    private final Action by;
    private final Action clear;

    /**
     * @param onExport asks where to put it
     * @param onSessions shows the sessions that match a query
     * @param onAccounts shows the accounts that match a search
     */
    AuditActions(
            AuditModel model,
            VerifyModel verification,
            ExportModel exporting,
            Consumer<Format> onExport,
            Consumer<String> onSessions,
            Consumer<String> onAccounts) {
        this.model = model;
        this.exporting = exporting;
        verify = Action.of(
                "audit.action-verify",
                Feather.SHIELD,
                null,
                () -> verification.running() ? Text.get("audit.hindrance.verifying") : "",
                verification::verify);
        csv = Action.of(
                "audit.action-export.csv",
                Feather.DOWNLOAD,
                null,
                this::notExportable,
                () -> onExport.accept(Format.CSV));
        lines = Action.of(
                "audit.action-export.lines",
                Feather.DOWNLOAD,
                null,
                this::notExportable,
                () -> onExport.accept(Format.JSON_LINES));
        copy = Action.of("audit.action-copy", Feather.COPY, Keys.COPY, this::noneSelected, this::copy);
        sessionOf = of(
                "audit.action-session.actor",
                Feather.LIST,
                null,
                entry -> entry.actor().session() != null,
                entry -> onSessions.accept(
                        query("handle", String.valueOf(entry.actor().session()))));
        session = of(
                "audit.action-session",
                Feather.LIST,
                Keys.OPEN,
                entry -> isSession(entry) || accountOf(entry) != null,
                entry -> onSessions.accept(
                        isSession(entry)
                                ? query("handle", String.valueOf(entry.subject().id()))
                                : query("account", String.valueOf(accountOf(entry)))));
        account = of("audit.action-account", Feather.USER, null, entry -> accountOf(entry) != null, entry -> {
            UUID id = accountOf(entry);
            if (id != null) {
                model.email(id, email -> onAccounts.accept(email.orElse(id.toString())));
            }
        });
        about = of(
                "audit.action-about",
                Feather.FILTER,
                null,
                entry -> entry.subject().id() != null,
                entry -> model.filter()
                        .about(
                                entry.subject().kind(),
                                String.valueOf(entry.subject().id())));
        by = of(
                "audit.action-by",
                Feather.USER_CHECK,
                null,
                _ -> true,
                entry -> model.filter().by(entry.actor().name()));
        clear = Action.of(
                "audit.action-clear",
                Feather.X,
                null,
                () -> model.filter().isEmpty() ? Text.get("audit.hindrance.all") : "",
                () -> model.filter().clear());
    }

    List<Action> all() {
        return List.of(session, sessionOf, account, about, by, copy, verify, csv, lines, clear);
    }

    /** With the selected entry. */
    List<Action> ofEntry() {
        return List.of(session, sessionOf, account, about, by, copy);
    }

    List<Action> exports() {
        return List.of(csv, lines);
    }

    Action verify() {
        return verify;
    }

    Action clear() {
        return clear;
    }

    private Action of(
            String text, Feather icon, @Nullable Keys keys, Predicate<AuditEntry> fits, Consumer<AuditEntry> run) {
        return Action.of(
                text,
                icon,
                keys,
                () -> {
                    AuditEntry entry = model.selectedProperty().get();
                    if (entry == null) {
                        return Text.get("audit.hindrance.none");
                    }
                    return fits.test(entry) ? "" : Text.get("audit.hindrance.unnamed");
                },
                () -> {
                    AuditEntry entry = model.selectedProperty().get();
                    if (entry != null) {
                        run.accept(entry);
                    }
                });
    }

    private String noneSelected() {
        return model.selectedProperty().get() == null ? Text.get("audit.hindrance.none") : "";
    }

    private String notExportable() {
        if (exporting.isRunning()) {
            return Text.get("audit.hindrance.exporting");
        }
        return model.filter().query(1).isEmpty() ? Text.get("audit.hindrance.wrong") : "";
    }

    private void copy() {
        AuditEntry entry = model.selectedProperty().get();
        if (entry != null) {
            Clipboard.getSystemClipboard()
                    .setContent(Map.of(DataFormat.PLAIN_TEXT, new String(Json.write(entry), StandardCharsets.UTF_8)));
        }
    }

    private static boolean isSession(AuditEntry entry) {
        return entry.subject().kind().equals(SESSION) && entry.subject().id() != null;
    }

    /** Whose account it was done to, if it was one. */
    private static @Nullable UUID accountOf(AuditEntry entry) {
        return entry.subject().kind().equals(ACCOUNT)
                ? EntryText.uuid(entry.subject().id())
                : null;
    }

    /** Ended or not: the audit tells of both. */
    private static String query(String field, String id) {
        return field + ":" + id + " state:any";
    }
}
