package dev.portcullis.console.audit;

import dev.portcullis.api.AuditAction;
import dev.portcullis.api.AuditEntry;
import dev.portcullis.client.AuditTrail.Format;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.FileChoice;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.ActionItems;
import dev.portcullis.console.desk.StatePane;
import dev.portcullis.console.list.ListController;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.ComboBox;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Wires the audit's table, what is asked for above it, and the pane beside it to the model. */
final class AuditController extends ListController<AuditEntry> {
    private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    /** From how much room on the pane is beside the table, in pixels at the normal size of text. */
    private static final double BESIDE_FROM = 860;

    /** Up to how much room the pane gives the table what it can do without, in pixels at the normal size of text. */
    private static final double ROOMY = 1100;

    private final AuditModel model;
    private final ExportModel exporting;
    private final Background background;
    private final VerifyModel verification;
    private final UiClock clock;
    private final FileChoice files;
    private final AuditActions actions;
    private Subscription goesOn = Subscription.EMPTY;
    private @Nullable EntryPane entryPane;

    @FXML
    private MenuButton export;

    @FXML
    private VBox notices;

    @FXML
    private TextField actor;

    @FXML
    private ComboBox<String> action;

    @FXML
    private ComboBox<String> kind;

    @FXML
    private TextField id;

    @FXML
    private TextField from;

    @FXML
    private TextField until;

    @FXML
    private FlowPane filters;

    @FXML
    private VBox body;

    AuditController(
            AuditModel model,
            VerifyModel verification,
            ExportModel exporting,
            Background background,
            UiClock clock,
            FileChoice files,
            Consumer<String> onSessions,
            Consumer<String> onAccounts) {
        super("audit.list.", model, AuditColumns.all());
        this.model = model;
        this.verification = verification;
        this.exporting = exporting;
        this.background = background;
        this.clock = clock;
        this.files = files;
        this.actions = new AuditActions(model, verification, exporting, this::askWhere, onSessions, onAccounts);
    }

    @Override
    protected List<Action> deeds() {
        return actions.all();
    }

    @Override
    protected void ready() {
        entryPane = new EntryPane(body, footer, actions.ofEntry());
        AuditNotices noticed = new AuditNotices(model, verification, exporting, files, background, notices);
        int before = bar.getChildren().indexOf(export);
        bar.getChildren().add(before, button(actions.verify(), "", "audit-verify"));
        bar.getChildren().add(before, button(again(), "", "audit-again"));
        actions.exports().forEach(each -> export.getItems().add(ActionItems.item(each)));
        export.setOnShowing(_ -> export.getItems().forEach(ActionItems::renew));
        filters.getChildren().add(button(actions.clear(), "", "audit-clear"));
        bindFilters();
        model.totalProperty().subscribe(_ -> showAge());
        goesOn = Subscription.combine(
                noticed.subscription(),
                verification.stateProperty().subscribe(_ -> renew()),
                exporting.stateProperty().subscribe(_ -> renew()));
    }

    @Override
    protected Subscription look() {
        model.start();
        return Subscription.combine(model::leave, clock.everySecond(exporting::tick), clock.everySecond(model::seek));
    }

    @Override
    protected void close() {
        super.close();
        goesOn.unsubscribe();
    }

    @Override
    protected void fit() {
        super.fit();
        pane.pseudoClassStateChanged(NARROW, root.getWidth() < Measures.px(ROOMY));
    }

    @Override
    protected double besideFrom() {
        return BESIDE_FROM;
    }

    @Override
    protected String age(Instant then) {
        return Text.get("audit.as-of", model.totalProperty().get(), Figures.clock(then));
    }

    @Override
    protected void showNone(StatePane there) {
        there.show(Feather.SEARCH, Text.get("audit.nomatch"), Text.get("audit.nomatch.next"), List.of(actions.clear()));
    }

    @Override
    protected void show(AuditEntry entry) {
        if (entryPane != null) {
            entryPane.show(entry);
        }
    }

    private void bindFilters() {
        AuditFilter filter = model.filter();
        bind(actor, filter.actor());
        bind(id, filter.id());
        bind(from, filter.from());
        bind(until, filter.until());
        choose(action, filter.action(), AuditAction.names(), "audit.filter.any-action", EntryText::action);
        choose(kind, filter.kind(), EntryText.KINDS, "audit.filter.any-kind", EntryText::kind);
        filter.kind().subscribe(text -> id.setDisable(text == null || text.isEmpty()));
        filter.words().subscribe(_ -> renew());
    }

    private void bind(TextField field, StringProperty text) {
        field.textProperty().bindBidirectional(text);
        text.subscribe(_ -> {
            boolean time = text.equals(model.filter().from())
                    || text.equals(model.filter().until());
            field.pseudoClassStateChanged(WRONG, time && model.filter().isWrong(text));
            renew();
        });
    }

    private void choose(
            ComboBox<String> box, StringProperty value, List<String> choices, String any, UnaryOperator<String> words) {
        box.getItems().setAll(Stream.concat(Stream.of(""), choices.stream()).toList());
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable String choice) {
                return choice == null || choice.isEmpty() ? Text.get(any) : words.apply(choice);
            }

            @Override
            public String fromString(String text) {
                throw new UnsupportedOperationException("nothing is typed into a choice");
            }
        });
        box.valueProperty().bindBidirectional(value);
        value.subscribe(_ -> renew());
    }

    private void askWhere(Format format) {
        String name = "audit-" + LocalDate.ofInstant(clock.now(), ZoneId.systemDefault()) + "." + format.wire();
        files.toSave(root.getScene().getWindow(), Text.get("audit.export.where"), name)
                .ifPresent(file -> model.filter()
                        .query(1)
                        .ifPresent(query -> exporting.export(
                                query, format, model.totalProperty().get(), file)));
    }
}
