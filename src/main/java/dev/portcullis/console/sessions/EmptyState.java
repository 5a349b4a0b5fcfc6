package dev.portcullis.console.sessions;

import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.ProblemWords;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What stands where rows would be: a sentence, and what to do next. */
final class EmptyState extends VBox {
    /** Finds the sessions of which a spent refresh token came back. */
    static final String REUSED = "reuse:true";

    EmptyState() {
        getStyleClass().add("empty-state");
        setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    }

    void loading() {
        ProgressIndicator indicator = new ProgressIndicator();
        indicator.setPrefSize(Measures.px(28), Measures.px(28));
        getChildren().setAll(indicator, headline(Text.get("sessions.loading")));
    }

    void noMatch(String search, Runnable clear) {
        if (search.strip().equals(REUSED)) {
            getChildren()
                    .setAll(
                            icon(Feather.CHECK_CIRCLE),
                            headline(Text.get("sessions.noreuse")),
                            words(Text.get("sessions.noreuse.why")),
                            button("sessions.nomatch.clear", clear));
            return;
        }
        getChildren()
                .setAll(
                        icon(Feather.SEARCH),
                        headline(Text.get("sessions.nomatch", search)),
                        words(Text.get("sessions.nomatch.where")),
                        button("sessions.nomatch.clear", clear));
    }

    /** At that time there was nobody. */
    void nobody(Runnable back) {
        getChildren()
                .setAll(
                        icon(Feather.CLOCK),
                        headline(Text.get("sessions.nobody")),
                        words(Text.get("sessions.nobody.why")),
                        button("sessions.notice.now", back));
    }

    void alone() {
        getChildren()
                .setAll(
                        icon(Feather.USERS),
                        headline(Text.get("sessions.alone")),
                        words(Text.get("sessions.alone.next")));
    }

    /** @param failure why the last try failed; null if there was none */
    void aloneWithSimulator(Runnable simulate, @Nullable String failure) {
        getChildren()
                .setAll(
                        icon(Feather.USERS),
                        headline(Text.get("sessions.alone")),
                        words(failure == null ? Text.get("sessions.alone.simulate.what") : failure),
                        button("sessions.alone.simulate", simulate));
    }

    void simulationStarts() {
        ProgressIndicator indicator = new ProgressIndicator();
        indicator.setPrefSize(Measures.px(28), Measures.px(28));
        getChildren().setAll(indicator, headline(Text.get("sessions.simulated.starts")));
    }

    void failed(ClientException why, Runnable retry) {
        if (why instanceof ClientException.Refused refused
                && refused.type().filter(ProblemType.FORBIDDEN::equals).isPresent()) {
            getChildren()
                    .setAll(
                            icon(Feather.LOCK),
                            headline(Text.get("sessions.denied")),
                            words(Text.get("sessions.denied.next")),
                            button("sessions.failed.again", retry));
            return;
        }
        getChildren()
                .setAll(
                        icon(Feather.CLOUD_OFF),
                        headline(Text.get("sessions.failed")),
                        words(sentence(why)),
                        button("sessions.failed.again", retry));
    }

    /** What went wrong, for a person. */
    static String sentence(ClientException why) {
        return switch (why) {
            case ClientException.Refused refused -> ProblemWords.of(refused.problem());
            case ClientException.Declined declined ->
                Text.get("sessions.refused", declined.wanted().title());
            case ClientException.Unreachable unreachable ->
                Text.get("sessions.unreachable." + unreachable.kind().name().toLowerCase(Locale.ROOT));
        };
    }

    private static FontIcon icon(Ikon ikon) {
        FontIcon icon = new FontIcon(ikon);
        icon.getStyleClass().add("empty-icon");
        return icon;
    }

    private static Label headline(String text) {
        Label label = words(text);
        label.getStyleClass().setAll("label", "strong");
        return label;
    }

    private static Label words(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMaxWidth(Measures.px(380));
        label.getStyleClass().add("second");
        return label;
    }

    private static Button button(String key, Runnable run) {
        Button button = new Button(Text.get(key));
        button.setOnAction(_ -> run.run());
        return button;
    }
}
