package dev.portcullis.console.snapshot;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.LoginResponse;
import dev.portcullis.api.RevocationRequest;
import dev.portcullis.api.SessionPatch;
import dev.portcullis.api.Suspension;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.sessions.Row;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;

/** What the details show of a session that goes through a lot: many tokens, one that comes back, a change that somebody else overtakes, a suspension, an end. */
final class DetailPictures implements Pictures {
    private static final int GENERATIONS = 40;

    /** A longer grace window is not waited for. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    @Override
    public void take(Walk walk) throws IOException, InterruptedException {
        Puppet operator = walk.operator();
        TableView<Row> table = walk.table();
        try (PortcullisClient app = Colleague.client(walk.target());
                Colleague somebody = walk.colleague()) {
            PortcullisClient colleague = somebody.client();
            LoginResponse login = app.logIn(
                    new LoginRequest(walk.target().email(), walk.target().password(), Delivery.TOKENS));
            UUID session = login.session().handle();
            try {
                String first = Objects.requireNonNull(login.refreshToken());
                long spent = rotate(app, first);
                walk.choose(table, session);
                operator.presses(table, KeyCode.ENTER);
                operator.waitFor("its tokens", () -> operator.isShown(".detail .tree-row"));
                family(walk);
                conflict(walk, colleague, session);
                suspension(walk, colleague, session);
                reuse(walk, app, first, spent, grace(colleague));
            } finally {
                if (colleague.session(session).endReason() == null) {
                    colleague.revoke(List.of(session), "The tour goes on");
                }
            }
        }
        operator.presses(table, KeyCode.ESCAPE);
        Puppet.act(() -> table.getSelectionModel().clearSelection());
    }

    /** Returns when the first was spent ({@link System#nanoTime}). */
    private static long rotate(PortcullisClient app, String first) {
        String token = Objects.requireNonNull(app.refresh(first).refreshToken());
        final long spent = System.nanoTime();
        for (int i = 2; i < GENERATIONS; i++) {
            String next = Objects.requireNonNull(app.refresh(token).refreshToken());
            if (i == GENERATIONS / 2) {
                app.refresh(token);
            }
            token = next;
        }
        return spent;
    }

    private static Duration grace(PortcullisClient colleague) {
        return Duration.ofSeconds(Objects.requireNonNull(
                colleague.policy().view().policy().lifetime().refreshGraceSeconds()));
    }

    private static void family(Walk walk) throws IOException, InterruptedException {
        walk.operator().waitFor("the token that came back", () -> hasTag(walk, "detail.family.verdict.race"));
        show(walk, ".detail .family");
        walk.picture("detail-family");
    }

    /** Nothing is saved: what came in between is looked at, and left as it is. */
    private static void conflict(Walk walk, PortcullisClient colleague, UUID handle)
            throws IOException, InterruptedException {
        Puppet operator = walk.operator();
        Button edit = operator.waitFor(Button.class, "#detail-edit");
        Puppet.act(edit::fire);
        TextField idle = operator.waitFor(TextField.class, "#edit-idle");
        TextField end = operator.waitFor(TextField.class, "#edit-end");
        Button save = operator.waitFor(Button.class, "#edit-save");
        Puppet.act(() -> {
            idle.setText("5m");
            end.setText("2h");
        });
        walk.picture("detail-edit");
        colleague.change(colleague.session(handle), SessionPatch.attributes(Map.of("desk", "reception")));
        Puppet.act(save::fire);
        operator.waitFor("what came in between", () -> operator.isShown("#edit-conflict"));
        walk.picture("detail-conflict");
        Button leave = operator.waitFor(Button.class, "#edit-cancel");
        Puppet.act(leave::fire);
        operator.waitFor("the dialog to go", () -> !operator.isShown("#session-edit"));
    }

    private static void suspension(Walk walk, PortcullisClient colleague, UUID handle)
            throws IOException, InterruptedException {
        Puppet operator = walk.operator();
        colleague
                .revocations()
                .revoke(RevocationRequest.suspend(List.of(handle), 5, Suspension.Then.RELEASE)
                        .because("The user is asked whether this is theirs"));
        operator.waitFor("the suspension", () -> operator.isShown(".suspended-card"));
        show(walk, ".detail .one-session");
        walk.picture("detail-suspended");
        colleague
                .revocations()
                .revoke(RevocationRequest.release(List.of(handle)).because("It is theirs"));
        operator.waitFor("the release", () -> !operator.isShown(".suspended-card"));
    }

    private static void reuse(Walk walk, PortcullisClient app, String first, long spent, Duration grace)
            throws IOException, InterruptedException {
        if (grace.compareTo(LONGEST_WAIT) > 0) {
            return; // then the session ends otherwise
        }
        Puppet operator = walk.operator();
        long after = grace.plusSeconds(1).toNanos();
        operator.waitFor("the grace window to close", () -> System.nanoTime() - spent > after);
        try {
            app.refresh(first);
        } catch (ClientException.Refused _) {
            // as it should be: the session has ended
        }
        operator.waitFor("the reuse", () -> hasTag(walk, "detail.family.verdict.stale"));
        show(walk, ".detail .family");
        walk.picture("detail-reuse");
        show(walk, ".detail .timeline");
        walk.picture("detail-history");
    }

    private static boolean hasTag(Walk walk, String key) {
        return walk.scene().getRoot().lookupAll(".tree .tag").stream()
                .anyMatch(tag -> tag instanceof Label label && label.getText().equals(Text.get(key)));
    }

    /** Scrolls to where a part begins. */
    private static void show(Walk walk, String selector) throws InterruptedException {
        walk.operator().frames(2);
        Puppet.act(() -> {
            Node part = Objects.requireNonNull(walk.scene().lookup(selector), selector);
            ScrollPane scroll = (ScrollPane) Objects.requireNonNull(walk.scene().lookup("#detail-one"));
            Node content = scroll.getContent();
            double top = content.sceneToLocal(part.localToScene(0, 0)).getY();
            double room = content.getLayoutBounds().getHeight()
                    - scroll.getViewportBounds().getHeight();
            scroll.setVvalue(room <= 0 ? 0 : Math.clamp((top - 8) / room, 0, 1));
        });
    }
}
