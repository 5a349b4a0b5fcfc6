package dev.portcullis.console.revoke;

import dev.portcullis.api.RevocationPlan;
import dev.portcullis.api.RevocationPlan.Share;
import dev.portcullis.console.common.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/** What a plan says, as it is shown. */
final class PlanWords {
    private PlanWords() {}

    /** What becomes of them, in a sentence or two. */
    static String what(Measure measure, @Nullable RevocationPlan plan) {
        int count = plan == null ? 2 : RevocationModel.count(plan);
        if (plan != null && isOwnAlone(plan)) {
            return Text.get("revoke.what.own." + measure.action().wire());
        }
        return switch (measure.action()) {
            case END -> Text.get("revoke.what.end", count);
            case SUSPEND -> Text.get("revoke.what.suspend." + measure.then().wire(), count);
            case RELEASE -> Text.get("revoke.what.release", count);
        };
    }

    /** Whom it hits. */
    static List<Shares> shares(RevocationPlan plan) {
        RevocationPlan.Radius radius = plan.radius();
        int whole = RevocationModel.count(plan);
        List<Shares> lists = List.of(
                shares(Shares.Of.USERS, "revoke.users", radius.users(), whole),
                shares(Shares.Of.NETWORKS, "revoke.networks", radius.networks(), whole),
                shares(Shares.Of.DEVICES, "revoke.devices", radius.devices(), whole),
                shares(Shares.Of.PERMISSIONS, "revoke.permissions", radius.permissions(), whole),
                new Shares(
                        Shares.Of.SEEN,
                        Text.get("revoke.seen"),
                        List.of(
                                new BlastRadius.Share(Text.get("revoke.seen.lately"), radius.seenInLast5Minutes()),
                                new BlastRadius.Share(
                                        Text.get("revoke.seen.before"), whole - radius.seenInLast5Minutes())),
                        whole));
        HBox.setHgrow(lists.getFirst(), Priority.ALWAYS);
        return lists;
    }

    /** What should be noticed. */
    static List<Label> notes(RevocationPlan plan, Target target) {
        List<Label> tags = new ArrayList<>();
        if (RevocationModel.count(plan) == 0) {
            tags.add(tag(Text.get("revoke.note.none"), "warn"));
        }
        if (isOwnAlone(plan)) {
            tags.add(tag(Text.get("revoke.own"), "warn"));
        } else if (plan.ownSession().included()) {
            tags.add(tag(Text.get("revoke.own.among"), "warn"));
        }
        if (plan.radius().operators() > 0 && !isOwnAlone(plan)) {
            tags.add(tag(Text.get("revoke.note.operators", plan.radius().operators()), "warn"));
        }
        boolean spared = target instanceof Target.Selected selected
                ? selected.ownLeftOut()
                : plan.ownSession().matched() && !plan.ownSession().included();
        if (spared) {
            tags.add(tag(Text.get("revoke.own.spared"), "ok"));
        }
        if (plan.alreadyEnded() + plan.notFound() > 0) {
            tags.add(tag(Text.get("revoke.note.ended", plan.alreadyEnded() + plan.notFound()), "plain"));
        }
        return tags;
    }

    /** For how much longer it is good. */
    static String validFor(Duration left) {
        return Text.get("revoke.valid", "%d:%02d".formatted(left.toMinutes(), left.toSecondsPart()));
    }

    private static boolean isOwnAlone(RevocationPlan plan) {
        return plan.ownSession().included() && plan.matched() == 1;
    }

    private static Shares shares(Shares.Of of, String title, Share share, int whole) {
        List<BlastRadius.Share> top = share.top().stream()
                .map(each -> new BlastRadius.Share(each.value(), each.count()))
                .toList();
        return new Shares(of, Text.get(title), top, share.count(), whole, whole);
    }

    private static Label tag(String words, String colour) {
        Label label = new Label(words);
        label.getStyleClass().addAll("tag", colour);
        return label;
    }
}
