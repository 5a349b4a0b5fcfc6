package dev.portcullis.console.common;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** Every word that the console shows, from {@code text.properties}. */
public final class Text {
    /** The words are English, and so are the forms of the numbers and times among them, whatever the machine is set to. */
    private static final Locale LOCALE = Locale.ENGLISH;

    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle("dev.portcullis.console.text", Locale.ROOT);

    private Text() {}

    /** The bundle itself, for {@code %key} in FXML. */
    public static ResourceBundle bundle() {
        return BUNDLE;
    }

    /**
     * The text of a key as it stands.
     *
     * @throws java.util.MissingResourceException if there is no such key
     */
    public static String get(String key) {
        return BUNDLE.getString(key);
    }

    /**
     * The text of a key with its {@code {0}}, {@code {1}}… filled in ({@link MessageFormat}: a single quote is written twice).
     *
     * @throws java.util.MissingResourceException if there is no such key
     */
    public static String get(String key, Object... arguments) {
        return new MessageFormat(BUNDLE.getString(key), LOCALE).format(arguments);
    }
}
