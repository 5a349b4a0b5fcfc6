package dev.portcullis.console.common;

import atlantafx.base.theme.PrimerDark;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.css.PseudoClass;
import javafx.scene.Parent;
import javafx.scene.Scene;
import org.controlsfx.control.Notifications;

/**
 * The two looks of the console. Colours live in {@code styles/themes}, and nowhere else. All scenes have the stylesheets of both: the theme is a pseudo-class of their roots, {@code
 * :dark} or {@code :light}. So, when it changes, JavaFX finds anew what each colour is, and not also which rules are for which node, which takes three times as long.
 */
public enum Theme {
    DARK,
    LIGHT;

    /** AtlantaFX's, which shapes the controls that ours colours. Its light one differs, in those that the console has, in nothing but colours. */
    private static final String BASE = new PrimerDark().getUserAgentStylesheet();

    /** ControlsFX adds it to a scene at its first notification, if it is not there: all of the scene would be dressed anew. */
    private static final String NOTIFICATIONS = Objects.requireNonNull(
                    Notifications.class.getResource("notificationpopup.css"))
            .toExternalForm();

    /** One file for each part of the window; the order is that of the cascade. */
    private static final List<String> COMPONENTS = List.of(
            "controls",
            "frame",
            "login",
            "sessions",
            "detail",
            "chart",
            "revoke",
            "factor",
            "settings",
            "palette",
            "accounts",
            "policy",
            "overview",
            "audit",
            "nodes",
            "notice");

    /** The theme for what the desktop says of itself. */
    public static Theme of(ColorScheme scheme) {
        return scheme == ColorScheme.LIGHT ? LIGHT : DARK;
    }

    /** Dresses a scene; called again, with another theme or at another size of text, it changes what has to be changed. */
    public void dress(Scene scene) {
        if (!BASE.equals(Application.getUserAgentStylesheet())) {
            Application.setUserAgentStylesheet(BASE);
        }
        put(scene.getRoot());
        List<String> sheets = stylesheets();
        if (!scene.getStylesheets().equals(sheets)) {
            scene.getStylesheets().setAll(sheets);
        }
    }

    /** On the root of a scene that has the stylesheets already. */
    void put(Parent root) {
        for (Theme each : values()) {
            root.pseudoClassStateChanged(
                    PseudoClass.getPseudoClass(each.name().toLowerCase(Locale.ROOT)), each == this);
        }
    }

    /** The stylesheets of a scene at the present size, in the order of the cascade. */
    private static List<String> stylesheets() {
        Stream<String> ours = Stream.concat(
                        Stream.of("tokens", "themes/dark", "themes/light"),
                        COMPONENTS.stream().map(component -> "components/" + component))
                .map(sheet -> Stylesheets.url(sheet, Measures.textSizeProperty().get()));
        return Stream.concat(Stream.of(NOTIFICATIONS), ours).toList();
    }
}
