package dev.portcullis.console.detail;

import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Tips;
import dev.portcullis.console.desk.Keys;
import java.util.List;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** A line that hangs on a {@link Rail}: reached by Tab, left by the arrow keys for its neighbours, copied whole, and opened if there is more behind it. */
final class TreeRow extends HBox implements Copyable {
    private static final PseudoClass OPENS = PseudoClass.getPseudoClass("opens");

    private final Function<TreeRow, String> text;
    private final Runnable renewTip = Tips.install(this, this::tip);
    private String tip = "";
    private @Nullable Runnable onOpen;

    /** @param text what is copied */
    TreeRow(Rail rail, Node words, Function<TreeRow, String> text) {
        super(rail, words);
        this.text = text;
        getStyleClass().add("tree-row");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.TEXT);
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        setOnMouseClicked(_ -> {
            requestFocus();
            open();
        });
    }

    /**
     * Says what it is.
     *
     * @param all what is read out
     * @param exactly what is said on hover
     */
    void describe(String all, String exactly) {
        setAccessibleText(all);
        String key = Text.get("detail.value.copy", Keys.COPY.words());
        tip = exactly.isEmpty() ? key : exactly + "\n" + key;
        renewTip.run();
    }

    /** There is more behind it. */
    void opens(String how, Runnable run) {
        onOpen = run;
        setAccessibleRole(AccessibleRole.BUTTON);
        pseudoClassStateChanged(OPENS, true);
        tip += "\n" + how;
        renewTip.run();
    }

    private String tip() {
        return tip;
    }

    @Override
    public void copy() {
        Clip.copy(text.apply(this));
    }

    private void open() {
        if (onOpen != null) {
            onOpen.run();
        }
    }

    private void pressed(KeyEvent event) {
        boolean opens = event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE;
        if (Keys.COPY.match(event)) {
            event.consume();
            copy();
        } else if (opens && onOpen != null) {
            event.consume();
            open();
        } else if (event.getCode() == KeyCode.DOWN) {
            move(event, 1);
        } else if (event.getCode() == KeyCode.UP) {
            move(event, -1);
        }
    }

    /** To the next line; at either end the key goes on to whatever is around. */
    private void move(KeyEvent event, int step) {
        List<Node> all = getParent().getChildrenUnmodifiable();
        for (int i = all.indexOf(this) + step; i >= 0 && i < all.size(); i += step) {
            if (all.get(i) instanceof TreeRow row) {
                event.consume();
                row.requestFocus();
                return;
            }
        }
    }
}
