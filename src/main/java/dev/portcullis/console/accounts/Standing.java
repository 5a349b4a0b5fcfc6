package dev.portcullis.console.accounts;

import dev.portcullis.api.AccountView;
import dev.portcullis.console.common.Text;

/** Whether an account can be logged in to. Who is disabled is not asked for their lock as well: it changes nothing. */
enum Standing {
    ENABLED("ok"),
    LOCKED("bad"),
    DISABLED("warn");

    private final String level;

    Standing(String level) {
        this.level = level;
    }

    static Standing of(AccountView account, boolean locked) {
        return account.enabled() ? locked ? LOCKED : ENABLED : DISABLED;
    }

    String words() {
        return Text.get(
                switch (this) {
                    case ENABLED -> "accounts.state.enabled";
                    case LOCKED -> "accounts.state.locked";
                    case DISABLED -> "accounts.state.disabled";
                });
    }

    /** The style class that has its colour. */
    String level() {
        return level;
    }
}
