package dev.portcullis.console.common;

import java.util.Locale;

/** What language the user wants the console to speak. */
public enum LanguageChoice {
    /** As the machine is set. */
    SYSTEM,
    ENGLISH,
    GERMAN,
    /** See {@link Language#PSEUDO}: by the settings file and the command line only. */
    PSEUDO;

    public Language language() {
        return switch (this) {
            case SYSTEM -> Language.of(Locale.getDefault(Locale.Category.DISPLAY));
            case ENGLISH -> Language.ENGLISH;
            case GERMAN -> Language.GERMAN;
            case PSEUDO -> Language.PSEUDO;
        };
    }

    /** Its name in the settings. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
