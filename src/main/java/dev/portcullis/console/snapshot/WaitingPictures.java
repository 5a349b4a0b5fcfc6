package dev.portcullis.console.snapshot;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import javafx.scene.control.TextField;
import org.jspecify.annotations.Nullable;

/** Screens while their first answer is on the way, and after it did not come; and lists when nothing matches. It begins at the login. */
final class WaitingPictures implements Pictures {
    /** The nodes before the overview, which asks for them too: after it they would be known. */
    private static final List<String> SCREENS =
            List.of("nodes", "overview", "accounts", "policy", "audit", "locks", "roles");

    private static final List<String> LISTS = List.of("accounts", "audit", "roles");

    private final @Nullable Relay relay;

    /** @param relay lies on the way to the server; null where there is none, and nothing to see then */
    WaitingPictures(@Nullable Relay relay) {
        this.relay = relay;
    }

    @Override
    public void take(Walk walk) throws IOException, InterruptedException {
        walk.logIn();
        if (relay != null) {
            for (String screen : SCREENS) {
                wait(walk, relay, screen);
            }
        }
        for (String list : LISTS) {
            nothing(walk, list);
        }
    }

    private static void wait(Walk walk, Relay relay, String screen) throws IOException, InterruptedException {
        Puppet operator = walk.operator();
        relay.hold();
        walk.visit(screen, () -> {
            operator.waitFor("the wait", () -> operator.isShown("#" + screen + " .empty-state .progress-indicator"));
            walk.picture(screen + "-loading");
            relay.cut();
            operator.waitFor("the failure", () -> operator.isShown("#" + screen + " .empty-state .empty-icon"));
            walk.picture(screen + "-failed");
        });
        relay.mend();
        operator.waitFor("the live feed again", walk::isLive);
    }

    private static void nothing(Walk walk, String list) throws IOException, InterruptedException {
        Puppet operator = walk.operator();
        // Another word on each tour: what was searched for in the audit is itself an entry there, which the next one
        // would find.
        String unheardOf = "nobody-" + UUID.randomUUID().toString().substring(0, 8);
        walk.visit(list, () -> {
            walk.chooseFirst("#" + list + "-table");
            TextField search = operator.waitFor(TextField.class, "#search");
            Puppet.act(() -> search.setText(unheardOf));
            operator.waitFor("nothing", () -> operator.isShown("#" + list + " .empty-state .empty-icon"));
            walk.picture(list + "-no-match");
            Puppet.act(search::clear);
        });
    }
}
