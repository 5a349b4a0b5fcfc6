package dev.portcullis.console.chart;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;

/** What all bars together have: one stop of the Tab key, the arrow keys from one to the next, Enter to choose it. */
final class Bars {
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");

    private final Region place;
    private final String title;
    private List<Bar> bars = List.of();
    private List<? extends Region> regions = List.of();
    private int current;

    /** @param before, after the keys that lead from one to the next */
    Bars(Region place, String title, KeyCode before, KeyCode after) {
        this.place = place;
        this.title = title;
        place.setFocusTraversable(true);
        place.setAccessibleRole(AccessibleRole.LIST_VIEW);
        place.setAccessibleText(title);
        place.focusedProperty().addListener((_, _, _) -> mark());
        place.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == before) {
                go(current - 1);
            } else if (event.getCode() == after) {
                go(current + 1);
            } else if (event.getCode() == KeyCode.HOME) {
                go(0);
            } else if (event.getCode() == KeyCode.END) {
                go(bars.size() - 1);
            } else if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                choose();
            } else {
                return;
            }
            event.consume();
        });
    }

    /** Each bar with the region that it is. */
    void show(List<Bar> now, List<? extends Region> places) {
        String name = current < bars.size() ? bars.get(current).name() : "";
        bars = List.copyOf(now);
        regions = List.copyOf(places);
        current = Math.max(0, bars.stream().map(Bar::name).toList().indexOf(name));
        for (int i = 0; i < regions.size(); i++) {
            int place = i;
            regions.get(i).setOnMouseClicked(event -> {
                if (event.getButton() == MouseButton.PRIMARY) {
                    go(place);
                    choose();
                }
            });
        }
        mark();
    }

    private void go(int to) {
        current = Math.clamp(to, 0, Math.max(0, bars.size() - 1));
        mark();
    }

    private void choose() {
        if (current < bars.size()) {
            bars.get(current).chosen().run();
        }
    }

    private void mark() {
        for (int i = 0; i < regions.size(); i++) {
            regions.get(i).pseudoClassStateChanged(CURRENT, place.isFocused() && i == current);
        }
        place.setAccessibleText(
                current < bars.size() ? title + ": " + bars.get(current).tip() : title);
        place.notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
    }
}
