package dev.portcullis.console.accounts;

import dev.portcullis.api.AccountView;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.Keys;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** What can be done with accounts. */
final class AccountActions {
    private final AccountsModel model;
    private final boolean mayWrite;
    private final UUID own;
    private final Action create;
    private final Action edit;
    private final Action sessions;
    private final Action lock;
    private final Action disable;
    private final Action enable;
    private final Action password;
    private final Action factor;
    private final Action delete;

    /**
     * @param mayWrite whether the operator may change accounts at all
     * @param own the operator's own account
     */
    AccountActions(
            AccountsModel model,
            boolean mayWrite,
            UUID own,
            Runnable onCreate,
            Consumer<AccountView> onEdit,
            Consumer<AccountView> onSessions,
            Consumer<AccountView> onLock,
            BiConsumer<Deed, AccountView> onDeed) {
        this.model = model;
        this.mayWrite = mayWrite;
        this.own = own;
        create = Action.of("accounts.action.create", Feather.USER_PLUS, Keys.NEW, this::notPermitted, onCreate);
        edit = Action.of("accounts.action.edit", Feather.EDIT_2, Keys.EDIT, this::notEditable, with(onEdit));
        sessions = Action.of("accounts.action.sessions", Feather.LIST, Keys.OPEN, this::noneSelected, with(onSessions));
        lock = Action.of("accounts.action.lock", Feather.LOCK, null, this::notLocked, with(onLock));
        disable = deed(Deed.DISABLE, Feather.SLASH, null, onDeed);
        enable = deed(Deed.ENABLE, Feather.CHECK_CIRCLE, null, onDeed);
        password = deed(Deed.PASSWORD, Feather.KEY, null, onDeed);
        factor = deed(Deed.FACTOR, Feather.SMARTPHONE, null, onDeed);
        delete = deed(Deed.DELETE, Feather.TRASH_2, Keys.END, onDeed);
    }

    List<Action> all() {
        return List.of(create, edit, sessions, lock, disable, enable, password, factor, delete);
    }

    Action create() {
        return create;
    }

    Action edit() {
        return edit;
    }

    Action sessions() {
        return sessions;
    }

    Action delete() {
        return delete;
    }

    /** Shows it. */
    Action lock() {
        return lock;
    }

    Action disable() {
        return disable;
    }

    Action enable() {
        return enable;
    }

    Action password() {
        return password;
    }

    Action factor() {
        return factor;
    }

    private Action deed(Deed deed, Ikon icon, @Nullable Keys keys, BiConsumer<Deed, AccountView> onDeed) {
        Supplier<String> hindrance = () -> hindrance(deed);
        return Action.of(
                "accounts.action." + deed.word(), icon, keys, hindrance, with(account -> onDeed.accept(deed, account)));
    }

    private Runnable with(Consumer<AccountView> act) {
        return () -> {
            AccountView account = model.selectedProperty().get();
            if (account != null) {
                act.accept(account);
            }
        };
    }

    private String hindrance(Deed deed) {
        String before = notEditable();
        AccountView account = model.selectedProperty().get();
        if (!before.isEmpty() || account == null) {
            return before;
        }
        if (!deed.suits(account)) {
            return Text.get(
                    deed == Deed.FACTOR
                            ? "accounts.hindrance.factor"
                            : account.enabled() ? "accounts.hindrance.enabled" : "accounts.hindrance.disabled");
        }
        boolean oneself = account.id().equals(own);
        if (oneself && (deed == Deed.DISABLE || deed == Deed.DELETE)) {
            return Text.get("accounts.hindrance.own");
        }
        return oneself ? Text.get("accounts.hindrance.own.settings") : "";
    }

    private String notLocked() {
        AccountView account = model.selectedProperty().get();
        if (account == null) {
            return noneSelected();
        }
        if (!model.isLockKnown(account)) {
            return Text.get("accounts.hindrance.locks");
        }
        return model.lock(account).isEmpty() ? Text.get("accounts.hindrance.unlocked") : "";
    }

    private String notEditable() {
        String before = notPermitted();
        return before.isEmpty() ? noneSelected() : before;
    }

    private String notPermitted() {
        return mayWrite ? "" : Text.get("accounts.hindrance.denied");
    }

    private String noneSelected() {
        return model.selectedProperty().get() == null ? Text.get("accounts.hindrance.none") : "";
    }
}
