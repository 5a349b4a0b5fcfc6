package dev.portcullis.console.common;

import java.util.Locale;
import java.util.ResourceBundle;

/** A language that the console speaks. */
public enum Language {
    ENGLISH(Locale.ENGLISH),
    GERMAN(Locale.GERMAN),
    /** English that is longer and accented: what is cut off or was never put into the bundle shows. Nobody's language; for tests and whoever builds screens. */
    PSEUDO(Locale.ENGLISH);

    private static final String BUNDLE = "dev.portcullis.console.text";

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    /** The language for somebody whose machine speaks {@code locale}: English, unless we know theirs. */
    public static Language of(Locale locale) {
        return locale.getLanguage().equals(GERMAN.locale.getLanguage()) ? GERMAN : ENGLISH;
    }

    /** How numbers and dates are written: as the machine is set, if that is a variety of this language. */
    Locale locale() {
        Locale machine = Locale.getDefault(Locale.Category.FORMAT);
        return machine.getLanguage().equals(locale.getLanguage()) ? machine : locale;
    }

    ResourceBundle bundle() {
        return switch (this) {
            case ENGLISH -> ResourceBundle.getBundle(BUNDLE, Locale.ROOT);
            case GERMAN -> ResourceBundle.getBundle(BUNDLE, Locale.GERMAN);
            case PSEUDO -> new PseudoWords(ResourceBundle.getBundle(BUNDLE, Locale.ROOT));
        };
    }
}
