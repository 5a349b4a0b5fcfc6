package dev.portcullis.console.desk;

import dev.portcullis.console.common.Text;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A line that says how far something is, or what came of it, until somebody has read it. */
public final class NoticeLine {
    private NoticeLine() {}

    /**
     * One line.
     *
     * @param level {@code plain}, {@code ok}, {@code warn} or {@code bad}
     * @param more what stands at its end: {@link #bar}, {@link #button}, {@link #close}
     */
    public static HBox of(String level, Ikon ikon, String head, String what, Node... more) {
        Label first = new Label(head);
        first.getStyleClass().addAll("strong", "alert-head");
        first.setMinWidth(Region.USE_PREF_SIZE);
        Label second = new Label(what);
        second.setMinWidth(0);
        second.setTooltip(new Tooltip(what));
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        HBox line = new HBox(new FontIcon(ikon), first, second, spring);
        for (Node each : more) {
            ((Region) each).setMinWidth(Region.USE_PREF_SIZE);
            line.getChildren().add(each);
        }
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().addAll("alert", level);
        return line;
    }

    /** How far it is: from 0 to 1, or indeterminate. */
    public static ProgressBar bar(double progress) {
        ProgressBar bar = new ProgressBar(progress);
        bar.getStyleClass().addAll("thin", "notice-bar");
        return bar;
    }

    /**
     * A button in it.
     *
     * @param text the key of its words
     */
    public static Button button(String text, Runnable run) {
        Button button = new Button(Text.get(text));
        button.setOnAction(_ -> run.run());
        return button;
    }

    /** Takes it away. */
    public static Button close(Runnable run) {
        Button close = new Button();
        close.setGraphic(new FontIcon(Feather.X));
        close.getStyleClass().add("icon-button");
        close.setAccessibleText(Text.get("audit.notice.close"));
        close.setTooltip(new Tooltip(Text.get("audit.notice.close")));
        close.setOnAction(_ -> run.run());
        return close;
    }
}
