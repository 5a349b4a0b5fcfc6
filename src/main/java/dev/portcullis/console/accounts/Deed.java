package dev.portcullis.console.accounts;

import dev.portcullis.api.AccountView;
import java.util.Locale;

/** What is done to an account in one step, after a question. */
enum Deed {
    DISABLE,
    ENABLE,
    PASSWORD,
    FACTOR,
    DELETE;

    /** Whether it ends the account's sessions. */
    boolean ends() {
        return this != ENABLE;
    }

    /** Whether the address has to be typed first: what is deleted does not come back. */
    boolean wantsTyping() {
        return this == DELETE;
    }

    boolean wantsPassword() {
        return this == PASSWORD;
    }

    /** Whether there is anything to do. */
    boolean suits(AccountView account) {
        return switch (this) {
            case DISABLE -> account.enabled();
            case ENABLE -> !account.enabled();
            case FACTOR -> account.secondFactor();
            case PASSWORD, DELETE -> true;
        };
    }

    /** In the keys of its words. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
