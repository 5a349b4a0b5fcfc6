package dev.portcullis.console.policy;

import dev.portcullis.api.PolicyOutcome.Effect;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.policy.PolicyModel.WhatIf;
import dev.portcullis.console.revoke.BlastRadius;
import dev.portcullis.console.revoke.Shares;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Shows what the policy would do as it is in the fields, to whom. */
final class WhatIfController {
    private final PolicyModel model;

    @FXML
    private Node nothing;

    @FXML
    private Label nothingHead;

    @FXML
    private Label nothingNext;

    @FXML
    private Node asking;

    @FXML
    private VBox failed;

    @FXML
    private Label failedWhy;

    @FXML
    private VBox known;

    @FXML
    private Label of;

    @FXML
    private EffectBar bar;

    @FXML
    private Label now;

    @FXML
    private Label nowUsers;

    @FXML
    private Label hour;

    @FXML
    private Label hourUsers;

    @FXML
    private Label rest;

    @FXML
    private Label restWords;

    @FXML
    private Label own;

    @FXML
    private VBox users;

    WhatIfController(PolicyModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        model.whatIfProperty().subscribe(this::show);
    }

    @FXML
    void askAgain() {
        model.askAgain();
    }

    private void show(WhatIf now) {
        PolicyController.present(nothing, now instanceof WhatIf.Nothing);
        PolicyController.present(asking, now instanceof WhatIf.Asking);
        PolicyController.present(failed, now instanceof WhatIf.Failed || now instanceof WhatIf.Declined);
        PolicyController.present(known, now instanceof WhatIf.Known);
        switch (now) {
            case WhatIf.Nothing _ -> {
                boolean faulty = !model.faultsProperty().get().isEmpty();
                nothingHead.setText(Text.get(faulty ? "policy.what-if.faulty" : "policy.what-if.none"));
                nothingNext.setText(Text.get(nothingNext(faulty)));
            }
            case WhatIf.Asking _ -> {}
            case WhatIf.Failed(String sentence) -> failedWhy.setText(sentence);
            case WhatIf.Declined _ -> failedWhy.setText(Text.get("policy.what-if.declined"));
            case WhatIf.Known found -> showEffect(found.effect());
        }
    }

    private String nothingNext(boolean faulty) {
        if (!model.mayWrite()) {
            return "policy.what-if.read-only";
        }
        return faulty ? "policy.what-if.faulty.next" : "policy.what-if.none.next";
    }

    private void showEffect(Effect effect) {
        of.setText(Text.get("policy.what-if.of", effect.sessions()));
        bar.show(effect.endNow(), effect.endWithinHour(), effect.sessions());
        now.setText(Figures.count(effect.endNow()));
        nowUsers.setText(Text.get("policy.what-if.now", effect.users(), effect.endNow()));
        hour.setText(Figures.count(effect.endWithinHour() - effect.endNow()));
        hourUsers.setText(Text.get("policy.what-if.hour", effect.expireWithinHour()));
        long left = effect.sessions() - effect.endWithinHour();
        rest.setText(Figures.count(left));
        restWords.setText(Text.get("policy.what-if.rest", left));
        own.setText(Text.get(effect.ownEndsNow() ? "policy.what-if.own.now" : "policy.what-if.own.hour"));
        PolicyController.present(own, effect.ownEndsNow() || effect.ownEndsWithinHour());
        List<BlastRadius.Share> shares = effect.topUsers().stream()
                .map(user -> new BlastRadius.Share(user.email(), Math.max(user.endNow(), user.endWithinHour())))
                .filter(share -> share.count() > 0)
                .toList();
        users.getChildren().clear();
        if (!shares.isEmpty()) {
            users.getChildren()
                    .add(new Shares(Shares.Of.USERS, Text.get("policy.what-if.whose"), shares, effect.endWithinHour()));
        }
    }
}
