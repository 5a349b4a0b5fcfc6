package dev.portcullis.console.sessions;

import java.util.Arrays;
import java.util.List;
import javafx.scene.control.ConstrainedColumnResizeBase;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableColumnBase;
import javafx.scene.control.TableView;
import javafx.util.Callback;

/**
 * Shares the table's width among its columns, the scroll bar's place always left out: so nothing jumps when the rows become too many for the screen. Each column has what it needs
 * at least, and then as much more, in proportion, as there is room towards what it would like; beyond that, towards its widest. So the same room is always shared out in the same way.
 */
@SuppressWarnings("rawtypes") // ResizeFeatures is raw in the signature that this implements
final class SteadyWidths extends ConstrainedColumnResizeBase implements Callback<TableView.ResizeFeatures, Boolean> {
    /** How wide the scroll bar is, in pixels. */
    static final double SCROLL_BAR = 12;

    private final Callback<TableView.ResizeFeatures, Boolean> policy =
            TableView.CONSTRAINED_RESIZE_POLICY_SUBSEQUENT_COLUMNS;

    @Override
    public Boolean call(TableView.ResizeFeatures asked) {
        TableView.ResizeFeatures<?> steady = steady(asked);
        if (asked.getColumn() != null) {
            return policy.call(steady); // one is dragged
        }
        if (!filled(steady)) {
            share(steady);
        }
        return true;
    }

    private static <S> void share(TableView.ResizeFeatures<S> asked) {
        List<? extends TableColumn<S, ?>> columns = asked.getTable().getVisibleLeafColumns();
        double[] widths = widths(
                columns.stream()
                        .map(column -> new double[] {column.getMinWidth(), column.getPrefWidth(), column.getMaxWidth()})
                        .toList(),
                asked.getContentWidth());
        for (int i = 0; i < widths.length; i++) {
            asked.setColumnWidth(columns.get(i), widths[i]);
        }
    }

    /**
     * Shares out a room.
     *
     * @param wishes of each column: at least, as it would like, and at most
     * @return whole pixels; the first that can grow has what is left of them
     */
    static double[] widths(List<double[]> wishes, double room) {
        double least = wishes.stream().mapToDouble(wish -> wish[0]).sum();
        double liked = wishes.stream().mapToDouble(wish -> wish[1]).sum();
        double most = wishes.stream().mapToDouble(wish -> wish[2]).sum();
        int from = room < liked ? 0 : 1;
        double spare = from == 0 ? room - least : room - liked;
        double wanted = from == 0 ? liked - least : most - liked;
        double share = wanted <= 0 ? 0 : Math.clamp(spare / wanted, 0, 1);
        double[] widths = wishes.stream()
                .mapToDouble(wish -> Math.floor(wish[from] + (wish[from + 1] - wish[from]) * share))
                .toArray();
        double left = Math.floor(room - Arrays.stream(widths).sum());
        for (int i = 0; i < widths.length && left > 0; i++) {
            double more = Math.clamp(wishes.get(i)[2] - widths[i], 0, left);
            widths[i] += more;
            left -= more;
        }
        return widths;
    }

    /** Shared out already, by hand perhaps. */
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
