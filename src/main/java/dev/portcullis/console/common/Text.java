package dev.portcullis.console.common;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every word that the console shows, in the language that it speaks: from {@code text.properties} and its translations. How many there are of something is
 * MessageFormat's business ({@code {0,choice,1#1 session|1<{0,number} sessions}}), so each language has its own plurals.
 */
public final class Text {
    /** One console speaks one language, as it wears one theme. */
    private static volatile Words words = Words.of(LanguageChoice.SYSTEM.language());

    private Text() {}

    /** @param formats as they have been read so far, by their keys: to read one takes ten times as long as to fill it in */
    private record Words(ResourceBundle bundle, Locale locale, Map<String, MessageFormat> formats) {
        static Words of(Language language) {
            return new Words(language.bundle(), language.locale(), new ConcurrentHashMap<>());
        }

        String fill(String key, Object... arguments) {
            MessageFormat format =
                    formats.computeIfAbsent(key, missing -> new MessageFormat(bundle.getString(missing), locale));
            synchronized (format) { // it is not for two threads at once
                return format.format(arguments);
            }
        }
    }

    /** From now on. What is on the screen already stays as it is: whoever calls this makes it anew. */
    public static void speak(Language language) {
        words = Words.of(language);
    }

    /** How numbers and dates are written in this language. */
    public static Locale locale() {
        return words.locale();
    }

    /** The bundle itself, for {@code %key} in FXML. */
    public static ResourceBundle bundle() {
        return words.bundle();
    }

    /**
     * The text of a key as it stands.
     *
     * @throws java.util.MissingResourceException if there is no such key
     */
    public static String get(String key) {
        return words.bundle().getString(key);
    }

    /**
     * The text of a key with its {@code {0}}, {@code {1}}… filled in ({@link MessageFormat}: a single quote is written twice).
     *
     * @throws java.util.MissingResourceException if there is no such key
     */
    public static String get(String key, Object... arguments) {
        return words.fill(key, arguments);
    }
}
