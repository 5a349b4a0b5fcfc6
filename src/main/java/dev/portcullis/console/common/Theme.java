package dev.portcullis.console.common;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.css.PseudoClass;
import javafx.scene.Scene;

/** The two looks of the console. Colours live in {@code styles/themes}, and nowhere else. */
public enum Theme {
    DARK(new PrimerDark().getUserAgentStylesheet()),
    LIGHT(new PrimerLight().getUserAgentStylesheet());

    /** Set on a scene's root while it is dark, for the few rules that cannot be told in tokens. */
    private static final PseudoClass DARK_CLASS = PseudoClass.getPseudoClass("dark");

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

    /** AtlantaFX's, which shapes the controls that ours colours. */
    private final String base;

    Theme(String base) {
        this.base = base;
    }

    /** The theme for what the desktop says of itself. */
    public static Theme of(ColorScheme scheme) {
        return scheme == ColorScheme.LIGHT ? LIGHT : DARK;
    }

    /** Dresses a scene; called again with the other theme, it changes in place. The whole application has one base stylesheet, so all its scenes wear one theme. */
    public void dress(Scene scene) {
        scene.getRoot().pseudoClassStateChanged(DARK_CLASS, this == DARK);
        Application.setUserAgentStylesheet(base);
        scene.getStylesheets().setAll(stylesheets());
    }

    /** The stylesheets of a scene at the present size, in the order of the cascade. */
    public List<String> stylesheets() {
        return Stream.concat(
                        Stream.of("tokens", "themes/" + name().toLowerCase(Locale.ROOT)),
                        COMPONENTS.stream().map(component -> "components/" + component))
                .map(sheet -> Stylesheets.url(sheet, Measures.textSizeProperty().get()))
                .toList();
    }
}
