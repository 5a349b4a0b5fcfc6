package dev.portcullis.console.snapshot;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.LoginResponse;
import dev.portcullis.api.RevocationRequest;
import dev.portcullis.api.SessionPatch;
import dev.portcullis.api.SessionView;
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
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;

/** What the details show of a session that goes through a lot: many tokens, one that comes back, a change that somebody else overtakes, a suspension, an end. */
final class DetailTour {
    private static final int GENERATIONS = 40;

    /** A longer grace window is not waited for. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final Scene scene;
    private final Puppet operator;
    private final Supplier<PortcullisClient> clients;
    private final SnapshotTour.Target target;
    private final Camera camera;

    /** Takes a picture of the window. */
    @FunctionalInterface
    interface Camera {
        void take(String name) throws IOException, InterruptedException;
    }

    /** @param clients makes another client of the same server, which is not logged in */
    DetailTour(
            Scene scene,
            Puppet operator,
            Supplier<PortcullisClient> clients,
            SnapshotTour.Target target,
            Camera camera) {
        this.scene = scene;
        this.operator = operator;
        this.clients = clients;
        this.target = target;
        this.camera = camera;
    }

    /** Makes a session and walks through its details; it has ended then. */
    void walk(TableView<Row> table) throws IOException, InterruptedException {
        try (PortcullisClient app = clients.get();
                PortcullisClient colleague = clients.get()) {
            colleague.logIn(new LoginRequest(target.email(), target.password(), null));
            LoginResponse login = app.logIn(new LoginRequest(target.email(), target.password(), Delivery.TOKENS));
            SessionView session = login.session();
            try {
                String first = Objects.requireNonNull(login.refreshToken());
                long spent = rotate(app, first);
                open(table, session.handle());
                family();
                conflict(colleague, session.handle());
                suspension(colleague, session.handle());
                reuse(app, colleague, first, spent);
            } finally {
                if (colleague.session(session.handle()).endReason() == null) {
                    colleague.revoke(List.of(session.handle()), "The tour goes on");
                }
                colleague.logOut();
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

    private void open(TableView<Row> table, UUID handle) throws InterruptedException {
        operator.waitFor("the session", () -> row(table, handle) >= 0);
        Puppet.act(() -> {
            table.requestFocus();
            table.getSelectionModel().clearAndSelect(row(table, handle));
            table.scrollTo(Math.max(0, row(table, handle) - 6));
        });
        operator.presses(table, KeyCode.ENTER);
        operator.waitFor("its tokens", () -> operator.isShown(".detail .tree-row"));
    }

    private void family() throws IOException, InterruptedException {
        operator.waitFor("the token that came back", () -> hasTag("detail.family.verdict.race"));
        show(".detail .family");
        camera.take("detail-family");
    }

    /** Nothing is saved: what came in between is looked at, and left as it is. */
    private void conflict(PortcullisClient colleague, UUID handle) throws IOException, InterruptedException {
        Button edit = operator.waitFor(Button.class, "#detail-edit");
        Puppet.act(edit::fire);
        TextField idle = operator.waitFor(TextField.class, "#edit-idle");
        TextField end = operator.waitFor(TextField.class, "#edit-end");
        Button save = operator.waitFor(Button.class, "#edit-save");
        Puppet.act(() -> {
            idle.setText("5m");
            end.setText("2h");
        });
        camera.take("detail-edit");
        colleague.change(colleague.session(handle), SessionPatch.attributes(Map.of("desk", "reception")));
        Puppet.act(save::fire);
        operator.waitFor("what came in between", () -> operator.isShown("#edit-conflict"));
        camera.take("detail-conflict");
        Button leave = operator.waitFor(Button.class, "#edit-cancel");
        Puppet.act(leave::fire);
        operator.waitFor("the dialog to go", () -> !operator.isShown("#session-edit"));
    }

    private void suspension(PortcullisClient colleague, UUID handle) throws IOException, InterruptedException {
        colleague
                .revocations()
                .revoke(RevocationRequest.suspend(List.of(handle), 5, Suspension.Then.RELEASE)
                        .because("The user is asked whether this is theirs"));
        operator.waitFor("the suspension", () -> operator.isShown(".suspended-card"));
        show(".detail .one-session");
        camera.take("detail-suspended");
        colleague
                .revocations()
                .revoke(RevocationRequest.release(List.of(handle)).because("It is theirs"));
        operator.waitFor("the release", () -> !operator.isShown(".suspended-card"));
    }

    private void reuse(PortcullisClient app, PortcullisClient colleague, String first, long spent)
            throws IOException, InterruptedException {
        Duration grace = Duration.ofSeconds(Objects.requireNonNull(
                colleague.policy().view().policy().lifetime().refreshGraceSeconds()));
        if (grace.compareTo(LONGEST_WAIT) > 0) {
            return; // then the session ends otherwise
        }
        long after = grace.plusSeconds(1).toNanos();
        operator.waitFor("the grace window to close", () -> System.nanoTime() - spent > after);
        try {
            app.refresh(first);
        } catch (ClientException.Refused _) {
            // as it should be: the session has ended
        }
        operator.waitFor("the reuse", () -> hasTag("detail.family.verdict.stale"));
        show(".detail .family");
        camera.take("detail-reuse");
        show(".detail .timeline");
        camera.take("detail-history");
    }

    private boolean hasTag(String key) {
        return scene.getRoot().lookupAll(".tree .tag").stream()
                .anyMatch(tag -> tag instanceof Label label && label.getText().equals(Text.get(key)));
    }

    /** Scrolls to where a part begins. */
    private void show(String selector) throws InterruptedException {
        operator.frames(2);
        Puppet.act(() -> {
            Node part = Objects.requireNonNull(scene.lookup(selector), selector);
            ScrollPane scroll = (ScrollPane) Objects.requireNonNull(scene.lookup("#detail-one"));
            Node content = scroll.getContent();
            double top = content.sceneToLocal(part.localToScene(0, 0)).getY();
            double room = content.getLayoutBounds().getHeight()
                    - scroll.getViewportBounds().getHeight();
            scroll.setVvalue(room <= 0 ? 0 : Math.clamp((top - 8) / room, 0, 1));
        });
    }

    private static int row(TableView<Row> table, UUID handle) {
        for (int i = 0; i < table.getItems().size(); i++) {
            if (table.getItems().get(i).handle().equals(handle)) {
                return i;
            }
        }
        return -1;
    }
}
