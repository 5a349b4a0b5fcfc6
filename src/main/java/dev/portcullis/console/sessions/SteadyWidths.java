package dev.portcullis.console.sessions;

import javafx.scene.control.ConstrainedColumnResizeBase;
import javafx.scene.control.TableColumnBase;
import javafx.scene.control.TableView;
import javafx.util.Callback;

/** Shares the table's width among its columns, the scroll bar's place always left out: so nothing jumps when the rows become too many for the screen. */
@SuppressWarnings("rawtypes") // ResizeFeatures is raw in the signature that this implements
final class SteadyWidths extends ConstrainedColumnResizeBase implements Callback<TableView.ResizeFeatures, Boolean> {
    /** How wide the scroll bar is, in pixels. */
    static final double SCROLL_BAR = 12;

    private final Callback<TableView.ResizeFeatures, Boolean> policy =
            TableView.CONSTRAINED_RESIZE_POLICY_SUBSEQUENT_COLUMNS;

    @Override
    public Boolean call(TableView.ResizeFeatures asked) {
        TableView.ResizeFeatures steady = steady(asked);
        return (asked.getColumn() != null || !filled(steady)) && policy.call(steady);
    }

    /** Shared out already: the policy would share it out otherwise, from other beginnings. */
    private static boolean filled(TableView.ResizeFeatures<?> asked) {
        double sum = asked.getTable().getVisibleLeafColumns().stream()
                .mapToDouble(TableColumnBase::getWidth)
                .sum();
        return Math.abs(sum - asked.getContentWidth()) < 1;
    }

    @SuppressWarnings("unchecked") // as above
    private static TableView.ResizeFeatures steady(TableView.ResizeFeatures asked) {
        return new TableView.ResizeFeatures(asked.getTable(), asked.getColumn(), asked.getDelta()) {
            @Override
            public double getContentWidth() {
                // Not what the table has left: in its first moment the scroll bar is wider than CSS then makes it.
                return asked.getTable().getWidth() - SCROLL_BAR;
            }
        };
    }
}
