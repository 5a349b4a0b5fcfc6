package dev.portcullis.console.accounts;

import dev.portcullis.api.AccountView;
import dev.portcullis.console.common.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * What somebody else has changed of an account while one was at it.
 *
 * @param what the name of the value
 */
record Difference(String what, String before, String now) {
    static List<Difference> between(AccountView seen, AccountView current) {
        List<Difference> all = new ArrayList<>();
        add(all, "accounts.field.email", seen.email(), current.email());
        add(all, "accounts.field.name", seen.name(), current.name());
        add(all, "accounts.field.state", state(seen), state(current));
        add(all, "accounts.field.factor", factor(seen), factor(current));
        add(all, "accounts.field.roles", list(seen.roles()), list(current.roles()));
        add(all, "accounts.field.permissions", list(seen.permissions()), list(current.permissions()));
        return all;
    }

    private static void add(List<Difference> all, String what, String before, String now) {
        if (!before.equals(now)) {
            all.add(new Difference(Text.get(what), before, now));
        }
    }

    private static String state(AccountView account) {
        return Standing.of(account, false).words();
    }

    static String factor(AccountView account) {
        return Text.get(account.secondFactor() ? "accounts.factor.app" : "accounts.none");
    }

    private static String list(List<String> names) {
        return names.isEmpty() ? Text.get("accounts.none") : String.join(", ", names);
    }
}
