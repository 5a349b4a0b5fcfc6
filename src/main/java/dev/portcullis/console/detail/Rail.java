package dev.portcullis.console.detail;

import dev.portcullis.console.common.Measures;
import javafx.css.PseudoClass;
import javafx.scene.layout.Region;

/**
 * What a tree's line hangs on: the line from the one above to the one below, and its dot; of a branch the arm that leads to its dot. As high as the line that it
 * belongs to. How wide, and in which colours, the stylesheet says.
 */
final class Rail extends Region {
    private static final PseudoClass BRANCH = PseudoClass.getPseudoClass("branch");

    /** From the top to the middle of the dot, as part of a line's height of text. */
    private static final double TO_DOT = 9;

    private static final double STEP = 14;
    private static final double DOT = 9;

    private final Region above = part("rail-line");
    private final Region below = part("rail-line");
    private final Region arm = part("rail-line");
    private final Region dot = part("rail-dot");
    private final boolean branch;

    /**
     * @param tone of the dot: a style class
     * @param branch whether it hangs on the side
     * @param first whether there is nothing above
     * @param last whether there is nothing below
     */
    Rail(String tone, boolean branch, boolean first, boolean last) {
        this.branch = branch;
        getStyleClass().add("tree-rail");
        pseudoClassStateChanged(BRANCH, branch);
        dot.getStyleClass().add(tone);
        above.setVisible(!first);
        below.setVisible(!last);
        arm.setVisible(branch);
        getChildren().addAll(above, below, arm, dot);
    }

    private static Region part(String styleClass) {
        Region part = new Region();
        part.getStyleClass().add(styleClass);
        part.setManaged(false);
        part.setMouseTransparent(true);
        return part;
    }

    @Override
    protected double computePrefWidth(double height) {
        return px(branch ? STEP * 2 + DOT / 2 : STEP);
    }

    @Override
    protected double computeMinWidth(double height) {
        return computePrefWidth(height);
    }

    @Override
    protected void layoutChildren() {
        double x = Math.round(px(STEP / 2));
        double y = Math.round(px(TO_DOT));
        double size = px(DOT);
        above.resizeRelocate(x, 0, 1, y);
        below.resizeRelocate(x, y, 1, Math.max(0, getHeight() - y));
        double middle = branch ? x + px(STEP) : x + 0.5;
        arm.resizeRelocate(x, y, middle - x, 1);
        dot.resizeRelocate(middle - size / 2, y - size / 2 + 0.5, size, size);
    }

    private static double px(double atNormal) {
        return Measures.px(atNormal);
    }
}
