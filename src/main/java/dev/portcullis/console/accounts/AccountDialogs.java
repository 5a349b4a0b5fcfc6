package dev.portcullis.console.accounts;

import dev.portcullis.api.AccountView;
import dev.portcullis.console.desk.Dialogs;
import javafx.scene.Scene;
import org.jspecify.annotations.Nullable;

/** The dialogs of the accounts screen, one at a time. */
final class AccountDialogs extends Dialogs {
    private final AccountsModel accounts;

    AccountDialogs(AccountsModel accounts) {
        this.accounts = accounts;
    }

    /** @param account whom to change; null to make somebody new */
    void form(Scene scene, @Nullable AccountView account) {
        AccountFormModel model = new AccountFormModel(accounts.access(), accounts.background(), account, done -> {
            close();
            accounts.put(done);
        });
        AccountFormController controller = new AccountFormController(model, this::close);
        show(scene, controller, model.busyProperty()::get, model::close);
        controller.focus();
    }

    void ask(Scene scene, Deed deed, AccountView account) {
        DeedModel model = new DeedModel(accounts.access(), accounts.background(), deed, account, done -> {
            close();
            if (deed == Deed.DELETE) {
                accounts.remove(done);
            } else {
                accounts.put(done);
            }
        });
        DeedController controller = new DeedController(model, this::close);
        show(scene, controller, model.busyProperty()::get);
        controller.focus();
    }
}
