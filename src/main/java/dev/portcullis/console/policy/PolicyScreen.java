package dev.portcullis.console.policy;

import dev.portcullis.api.Permission;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Views;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.Screen;
import java.time.Duration;
import java.util.List;
import javafx.scene.Node;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** The policy screen, put together. */
public final class PolicyScreen implements Screen {
    /** Somebody who types fast asks the server once. */
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private final PolicyModel model;
    private final PolicyController controller;
    private final Node root;

    /**
     * @param own the operator's own session
     * @param draft what is changed and not saved; outlives this screen
     */
    public PolicyScreen(PortcullisClient client, SessionView own, Background background, PolicyDraft draft) {
        model = new PolicyModel(
                PolicyAccess.of(client),
                background,
                own.permissions().contains(Permission.POLICY_WRITE),
                PATIENCE,
                draft);
        controller = new PolicyController(model);
        root = Views.later(controller, new WhatIfController(model));
    }

    @Override
    public String name() {
        return "policy";
    }

    @Override
    public String title() {
        return Text.get("policy.title");
    }

    @Override
    public Ikon icon() {
        return Feather.SLIDERS;
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public void enter() {
        controller.enter();
    }

    @Override
    public void leave() {
        controller.leave();
    }

    @Override
    public void heardAgain() {
        model.heardAgain();
    }

    /** The rail's item keeps the keyboard: nothing that is typed by mistake is a limit. */
    @Override
    public void focus() {}

    @Override
    public List<Action> actions() {
        return controller.actions();
    }

    @Override
    public void close() {
        controller.leave();
        model.close();
    }
}
