package dev.portcullis.console.accounts;

import dev.portcullis.api.AccountView;
import dev.portcullis.console.common.Overlay;
import dev.portcullis.console.common.Views;
import java.util.function.BooleanSupplier;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** The dialogs of the accounts screen, one at a time. */
final class AccountDialogs {
    private final AccountsModel accounts;
    private @Nullable Overlay open;

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
        show(scene, controller, model.busyProperty()::get);
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

    /** @param busy while it is, Esc does not close it: what is under way cannot be called back */
    private void show(Scene scene, Object controller, BooleanSupplier busy) {
        close();
        open = Overlay.show(scene, (Region) Views.load(controller), () -> {
            if (!busy.getAsBoolean()) {
                close();
            }
        });
    }

    private void close() {
        Overlay now = open;
        open = null;
        if (now != null) {
            now.close();
        }
    }
}
