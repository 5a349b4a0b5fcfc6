package dev.portcullis.console.desk;

import dev.portcullis.console.common.Text;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/** Every key of the console, in the one place where two that are the same would be noticed. */
public enum Keys {
    PALETTE(KeyCode.K, KeyCombination.SHORTCUT_DOWN),
    HELP("?"),
    SEARCH("/"),
    RETRY(KeyCode.F5),
    SCREEN_1(KeyCode.DIGIT1, KeyCombination.SHORTCUT_DOWN),
    SCREEN_2(KeyCode.DIGIT2, KeyCombination.SHORTCUT_DOWN),
    SCREEN_3(KeyCode.DIGIT3, KeyCombination.SHORTCUT_DOWN),
    SCREEN_4(KeyCode.DIGIT4, KeyCombination.SHORTCUT_DOWN),
    SCREEN_5(KeyCode.DIGIT5, KeyCombination.SHORTCUT_DOWN),
    SCREEN_6(KeyCode.DIGIT6, KeyCombination.SHORTCUT_DOWN),
    SCREEN_7(KeyCode.DIGIT7, KeyCombination.SHORTCUT_DOWN),
    SCREEN_8(KeyCode.DIGIT8, KeyCombination.SHORTCUT_DOWN),
    SCREEN_9(KeyCode.DIGIT9, KeyCombination.SHORTCUT_DOWN),
    NOTICES(KeyCode.J, KeyCombination.SHORTCUT_DOWN),
    NOTICE(KeyCode.J, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN),
    SETTINGS(KeyCode.COMMA, KeyCombination.SHORTCUT_DOWN),
    THEME(KeyCode.T, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN),
    TEXT_LARGER("+", KeyCode.PLUS, KeyCode.EQUALS, KeyCode.ADD),
    TEXT_SMALLER("−", KeyCode.MINUS, KeyCode.SUBTRACT),
    TEXT_NORMAL("0", KeyCode.DIGIT0, KeyCode.NUMPAD0),
    LOG_OUT(KeyCode.L, KeyCombination.SHORTCUT_DOWN),
    QUIT(KeyCode.Q, KeyCombination.SHORTCUT_DOWN),

    OPEN(KeyCode.ENTER),
    END(KeyCode.DELETE),
    END_ALL(KeyCode.DELETE, KeyCombination.SHIFT_DOWN),
    COPY(KeyCode.C, KeyCombination.SHORTCUT_DOWN),
    COPY_ALL(KeyCode.C, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN),
    SELECT_ALL(KeyCode.A, KeyCombination.SHORTCUT_DOWN),
    CLEAR(KeyCode.ESCAPE),

    NEW(KeyCode.N, KeyCombination.SHORTCUT_DOWN),
    EDIT(KeyCode.F2),
    SAVE(KeyCode.S, KeyCombination.SHORTCUT_DOWN),
    HOLD("p"),
    FACETS("f"),
    COLUMNS("c"),
    VIEWS("v"),
    AS_OF("t"),
    EXPORT(KeyCode.E, KeyCombination.SHORTCUT_DOWN),
    EXPORT_LINES(KeyCode.E, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN),
    SUSPEND("s"),
    RELEASE("r"),
    RECEIPT(KeyCode.R, KeyCombination.SHORTCUT_DOWN),
    USER("u");

    private static final List<Keys> SCREENS =
            List.of(SCREEN_1, SCREEN_2, SCREEN_3, SCREEN_4, SCREEN_5, SCREEN_6, SCREEN_7, SCREEN_8, SCREEN_9);

    /** A character to be typed, where no letter is meant; empty if it is a combination. */
    private final String character;

    private final String name;

    @SuppressWarnings("ImmutableEnumChecker") // List.of and List.copyOf are immutable, and so are combinations
    private final List<KeyCodeCombination> combinations;

    Keys(KeyCode code, KeyCombination.Modifier... modifiers) {
        this.character = "";
        this.name = code.getName();
        this.combinations = List.of(new KeyCodeCombination(code, modifiers));
    }

    /** By the character, not the key: where "/" is Shift+7 it must work too. */
    Keys(String character) {
        this.character = character;
        this.name = character;
        this.combinations = List.of();
    }

    /** With Ctrl, on whichever of the keyboard's keys it is, shifted or not. */
    Keys(String name, KeyCode... codes) {
        this.character = "";
        this.name = name;
        List<KeyCodeCombination> all = new ArrayList<>();
        for (KeyCode code : codes) {
            all.add(new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_ANY));
        }
        this.combinations = List.copyOf(all);
    }

    /** The key of a place on the rail, from 0; null from the tenth on, for which there is no digit. */
    public static @Nullable Keys ofScreen(int place) {
        return place < SCREENS.size() ? SCREENS.get(place) : null;
    }

    /** Whether this is what was pressed; a character, whether it was typed, and not into a field. */
    public boolean match(KeyEvent event) {
        if (!character.isEmpty()) {
            return event.getEventType() == KeyEvent.KEY_TYPED
                    && event.getCharacter().equals(character)
                    && !(isLetter() && (event.isAltDown() || event.isMetaDown() || event.isControlDown()))
                    && !(event.getTarget() instanceof TextInputControl);
        }
        return event.getEventType() == KeyEvent.KEY_PRESSED
                && combinations.stream().anyMatch(each -> each.match(event));
    }

    /** What comes of it when it is pressed, or typed. */
    public KeyEvent event() {
        if (!character.isEmpty()) {
            return new KeyEvent(KeyEvent.KEY_TYPED, character, "", KeyCode.UNDEFINED, false, false, false, false);
        }
        KeyCodeCombination first = combinations.getFirst();
        boolean shift = first.getShift() == KeyCombination.ModifierValue.DOWN;
        boolean shortcut = first.getShortcut() == KeyCombination.ModifierValue.DOWN;
        return new KeyEvent(
                KeyEvent.KEY_PRESSED, "", "", first.getCode(), shift, shortcut && !isMac(), false, shortcut && isMac());
    }

    /** Other characters may need such a key to be typed at all. */
    private boolean isLetter() {
        return Character.isLetter(character.charAt(0));
    }

    /** As it is called on the keyboard: "Ctrl+K", "Del". */
    public String words() {
        if (combinations.isEmpty()) {
            return character;
        }
        KeyCodeCombination first = combinations.getFirst();
        StringBuilder words = new StringBuilder();
        if (first.getShortcut() == KeyCombination.ModifierValue.DOWN) {
            words.append(Text.get(isMac() ? "key.command" : "key.control")).append('+');
        }
        if (first.getShift() == KeyCombination.ModifierValue.DOWN) {
            words.append(Text.get("key.shift")).append('+');
        }
        return words.append(
                        switch (first.getCode()) {
                            case ENTER -> Text.get("key.enter");
                            case DELETE -> Text.get("key.delete");
                            case ESCAPE -> Text.get("key.escape");
                            case COMMA -> ",";
                            default -> name;
                        })
                .toString();
    }

    private static boolean isMac() {
        return System.getProperty("os.name", "").startsWith("Mac");
    }
}
