package dev.portcullis.console.search;

import dev.portcullis.console.desk.Language;
import dev.portcullis.query.QueryException;
import dev.portcullis.query.Terms;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.geometry.Rectangle2D;
import javafx.scene.control.TextField;
import javafx.scene.control.skin.TextFieldSkin;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * The box itself: the field with its conditions marked, and beneath it, over whatever is there, what can be written or what is wrong. The list never has the focus: who
 * writes goes on writing.
 */
public final class QueryBox extends StackPane {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final QueryModel model = new QueryModel();
    private final TextField field = new TextField();
    private final Pane marks = new Pane();
    private final QueryList list = new QueryList(this, model);
    private boolean byHand = true;
    private String prompt = "";

    public QueryBox() {
        field.setId("search");
        getStyleClass().add("query-box");
        marks.setMouseTransparent(true);
        marks.setManaged(false);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        marks.setClip(clip);
        getChildren().setAll(marks, field);
        setAlignment(Pos.CENTER_LEFT);
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        field.addEventFilter(KeyEvent.KEY_TYPED, _ -> byHand = true);
        field.textProperty().addListener(_ -> later());
        field.caretPositionProperty().addListener(_ -> later());
        field.focusedProperty().subscribe(focused -> {
            if (!focused) {
                model.close();
            }
            later();
        });
        widthProperty().subscribe(this::later);
        field.widthProperty().subscribe(this::fitPrompt);
        field.fontProperty().subscribe(this::fitPrompt);
    }

    /** What stands in it while it is empty; where it has no room for all of it, what stands before the colon, or the first word. */
    public void prompt(String words) {
        prompt = words;
        field.setAccessibleText(words);
        fitPrompt();
    }

    private void fitPrompt() {
        double room = field.getWidth() - field.snappedLeftInset() - field.snappedRightInset();
        Text words = new Text();
        words.setFont(field.getFont());
        field.setPromptText(Stream.of(prompt, prompt.replaceFirst(":.*", "…"), prompt.replaceFirst("[ :].*", "…"))
                .filter(form -> {
                    words.setText(form);
                    return words.getLayoutBounds().getWidth() <= room;
                })
                .findFirst()
                .orElse(""));
    }

    /** Where the text is written. */
    public TextField field() {
        return field;
    }

    /** Writes in this language from now on; null for plain words. */
    public void speak(@Nullable Language language) {
        model.speak(language);
        later();
    }

    private boolean waiting;

    /** Once for all that changes together, and after the field has laid its characters out. */
    private void later() {
        if (!waiting) {
            waiting = true;
            Platform.runLater(() -> {
                waiting = false;
                model.write(field.getText(), field.getCaretPosition(), byHand && field.isFocused());
                draw();
            });
        }
    }

    /** As {@link #later} will have it: keys must not find what was. */
    private void now() {
        model.write(field.getText(), field.getCaretPosition(), byHand && field.isFocused());
    }

    private void pressed(KeyEvent event) {
        if (!model.speaks()) {
            return;
        }
        now();
        boolean used = switch (event.getCode()) {
            case TAB -> !event.isShiftDown() && (write(model.take()) || write(model.mend()));
            case ENTER ->
                model.browsing()
                        ? chosen(model.selected())
                        : (model.open() && model.selected() >= 0) ? write(model.take()) : !model.accept();
            case ESCAPE -> closed();
            case DOWN -> event.isAltDown() ? browsed() : event.isShortcutDown() ? write(model.recall(-1)) : moved(1);
            case UP -> (model.open() && !event.isShortcutDown()) ? moved(-1) : write(model.recall(1));
            case SPACE -> event.isShortcutDown() && proposed();
            default -> false;
        };
        if (used) {
            event.consume();
            draw();
        } else {
            byHand |= event.getCode().isWhitespaceKey()
                    || switch (event.getCode()) {
                        case BACK_SPACE, DELETE -> true;
                        default -> false;
                    };
        }
    }

    private boolean closed() {
        boolean was = model.open();
        model.close();
        return was;
    }

    /** Opens the views and what was asked before, or closes them. */
    public void browse() {
        field.requestFocus();
        now();
        model.browse();
        draw();
    }

    private boolean browsed() {
        model.browse();
        return true;
    }

    /** Asks again what was chosen; without a choice the list goes away. */
    boolean chosen(int place) {
        Optional<QueryModel.Written> written = place < 0 ? Optional.empty() : model.choose(place);
        model.close();
        written.ifPresent(now -> {
            byHand = false;
            field.setText(now.text());
            field.positionCaret(now.caret());
            model.write(now.text(), now.caret(), false);
        });
        return true;
    }

    private boolean moved(int by) {
        if (model.open()) {
            model.move(by);
        }
        return model.open();
    }

    private boolean proposed() {
        model.propose();
        return true;
    }

    /** Writes the proposal at this place of the list. */
    void take(int place) {
        write(Optional.of(model.take(place)));
    }

    private boolean write(Optional<QueryModel.Written> written) {
        written.ifPresent(now -> {
            byHand = false;
            field.setText(now.text());
            field.positionCaret(now.caret());
            model.write(now.text(), now.caret(), false);
            if (!now.text().isEmpty() && model.past()) {
                return;
            }
            model.propose();
        });
        return written.isPresent();
    }

    // --- what is drawn

    /** Draws what the model knows. */
    void draw() {
        marks.getChildren().clear();
        Optional<QueryException> wrong = model.shownFault();
        if (field.getSkin() instanceof TextFieldSkin skin) {
            model.terms().forEach(term -> mark(skin, term));
            wrong.ifPresent(fault -> underline(skin, fault));
        }
        pseudoClassStateChanged(WRONG, wrong.isPresent());
        list.draw(wrong, field.isFocused());
    }

    private void mark(TextFieldSkin skin, Terms.Term term) {
        Region mark = new Region();
        mark.getStyleClass().add(term.operatorEnds() > term.from() ? "query-term" : "query-word");
        place(skin, mark, term.from(), term.to(), 1, 0);
    }

    private void underline(TextFieldSkin skin, QueryException fault) {
        Region line = new Region();
        line.getStyleClass().add("query-fault");
        int from = Math.clamp(fault.position() - 1, 0, field.getLength());
        place(skin, line, from, Math.min(field.getLength(), from + Math.max(1, fault.length())), 0, 2);
    }

    /** @param thick how high at the foot of the characters; 0 for all around them */
    private void place(TextFieldSkin skin, Region mark, int from, int to, double around, double thick) {
        Rectangle2D begin = skin.getCharacterBounds(from);
        Rectangle2D end = skin.getCharacterBounds(Math.max(from, to - 1));
        double left = field.getLayoutX() + begin.getMinX() - around;
        double right = field.getLayoutX() + Math.max(end.getMaxX(), begin.getMinX() + 5) + around;
        double top = field.getLayoutY() + begin.getMinY() - around;
        double height = begin.getHeight() + 2 * around;
        mark.resizeRelocate(
                snapPositionX(left),
                snapPositionY(thick > 0 ? top + height : top),
                snapSizeX(Math.max(4, right - left)),
                thick > 0 ? thick : snapSizeY(height));
        mark.setManaged(false); // it lies where it was put
        marks.getChildren().add(mark);
    }
}
