package dev.portcullis.console.desk;

import dev.portcullis.console.common.Text;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;

/**
 * What can be done, defined once for wherever it is offered.
 *
 * @param words what it is called at present: it may name to how many it would be done
 * @param keys null if it has none
 * @param hindrance in a sentence, why it cannot be done at present; empty if it can. Asked whenever it is about to be offered or done
 */
public record Action(
        Supplier<String> words, Ikon icon, @Nullable Keys keys, Supplier<String> hindrance, Runnable run) {

    /** Something that can always be done. */
    public static Action of(String text, Ikon icon, @Nullable Keys keys, Runnable run) {
        return of(text, icon, keys, () -> "", run);
    }

    /**
     * Something that cannot always be done.
     *
     * @param text the key of its words
     */
    public static Action of(String text, Ikon icon, @Nullable Keys keys, Supplier<String> hindrance, Runnable run) {
        return new Action(() -> Text.get(text), icon, keys, hindrance, run);
    }

    public boolean possible() {
        return hindrance.get().isEmpty();
    }

    /** Does it, if it can be done. */
    public void perform() {
        if (possible()) {
            run.run();
        }
    }

    /** Does it, if this is its key and it can be done; the event is consumed then. Returns whether it was its key. */
    public boolean on(KeyEvent event) {
        if (event.isConsumed() || keys == null || !keys.match(event)) {
            return false;
        }
        if (possible()) {
            event.consume();
            run.run();
        }
        return true;
    }

    /** What its key is called. */
    public Optional<String> keyWords() {
        return Optional.ofNullable(keys).map(Keys::words);
    }
}
