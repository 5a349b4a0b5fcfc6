package dev.portcullis.console.sessions;

import dev.portcullis.console.desk.Arrangement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * Which columns the table has, in which order and how wide, as the operator has chosen; and which of them have room. By what the rows are ordered is always among them. For
 * the JavaFX thread.
 */
final class ColumnsModel {
    /** While nobody has chosen: what is shown first where there is little room. */
    private static final List<Ordering.Key> IMPORTANCE = List.of(
            Ordering.Key.USER,
            Ordering.Key.ADDRESS,
            Ordering.Key.IDLE,
            Ordering.Key.ENDS,
            Ordering.Key.ACCESS,
            Ordering.Key.REFRESH,
            Ordering.Key.DEVICE,
            Ordering.Key.SEEN,
            Ordering.Key.CREATED,
            Ordering.Key.PERMISSIONS);

    /** How many of them one must not do without. */
    private static final int ALWAYS = 8;

    /** What they should have beyond their least before they take room, in pixels at the normal size of text. */
    private static final Map<Ordering.Key, Double> SPARE =
            Map.of(Ordering.Key.CREATED, 70.0, Ordering.Key.PERMISSIONS, 130.0);

    private static final Set<Ordering.Key> USUAL = EnumSet.copyOf(IMPORTANCE);

    private final ObjectProperty<Arrangement> arrangement;
    private final ObjectProperty<Ordering> ordering;
    private final ReadOnlyObjectWrapper<Fit> fit = new ReadOnlyObjectWrapper<>(new Fit(List.of(), List.of()));

    /**
     * What the table shows.
     *
     * @param shown in order
     * @param left what was chosen and has no room
     */
    record Fit(List<Ordering.Key> shown, List<Ordering.Key> left) {
        Fit {
            shown = List.copyOf(shown);
            left = List.copyOf(left);
        }
    }

    ColumnsModel(ObjectProperty<Arrangement> arrangement, ObjectProperty<Ordering> ordering) {
        this.arrangement = arrangement;
        this.ordering = ordering;
    }

    ObjectProperty<Arrangement> arrangementProperty() {
        return arrangement;
    }

    ObjectProperty<Ordering> orderingProperty() {
        return ordering;
    }

    /** What has room, as it was last asked. */
    ReadOnlyObjectProperty<Fit> fitProperty() {
        return fit.getReadOnlyProperty();
    }

    /** All there are, chosen or not, from left to right. */
    List<Ordering.Key> order() {
        return List.copyOf(places().keySet());
    }

    /** Whether it was chosen, or is there at first. */
    boolean wanted(Ordering.Key key) {
        return place(key).shown();
    }

    /** As wide as it was made, in pixels at the normal size of text; 0 as it comes. */
    double width(Ordering.Key key) {
        return place(key).width();
    }

    /** Whether other columns were chosen, or another order, than there are at first. */
    boolean chosen() {
        return !places().entrySet().stream()
                .filter(each -> each.getValue().shown())
                .map(Map.Entry::getKey)
                .toList()
                .equals(Arrays.stream(Ordering.Key.values())
                        .filter(USUAL::contains)
                        .toList());
    }

    /** Whether anything is otherwise than at first. */
    boolean arranged() {
        return !arrangement.get().columns().isEmpty();
    }

    /** Shows it, or no longer; the last one stays. */
    void toggle(Ordering.Key key) {
        Map<Ordering.Key, Arrangement.Column> now = places();
        boolean last = now.values().stream().filter(Arrangement.Column::shown).count() == 1;
        Arrangement.Column was = place(key);
        if (!(was.shown() && last)) {
            now.put(key, new Arrangement.Column(key.name(), !was.shown(), was.width()));
            keep(now.values());
        }
    }

    /** Moves it to the left with −1, to the right with 1; at an end it stays. */
    void move(Ordering.Key key, int by) {
        List<Ordering.Key> order = new ArrayList<>(order());
        int from = order.indexOf(key);
        int to = Math.clamp((long) from + by, 0, order.size() - 1);
        if (to != from) {
            Collections.rotate(order.subList(Math.min(from, to), Math.max(from, to) + 1), to > from ? -1 : 1);
            reorder(order);
        }
    }

    /** They were put into this order: of all of them, or of some, which then take each other's places. */
    void reorder(List<Ordering.Key> now) {
        List<Ordering.Key> order = new ArrayList<>(order());
        List<Integer> free = now.stream().map(order::indexOf).sorted().toList();
        for (int i = 0; i < now.size(); i++) {
            order.set(free.get(i), now.get(i));
        }
        if (!order.equals(order())) {
            keep(order.stream().map(this::place).toList());
        }
    }

    /** They were made so wide. */
    void resize(Map<Ordering.Key, Double> widths) {
        keep(order().stream()
                .map(key -> new Arrangement.Column(
                        key.name(), wanted(key), Math.round(widths.getOrDefault(key, width(key)))))
                .toList());
    }

    /** As they were at first. */
    void reset() {
        keep(List.of());
    }

    /** These were chosen elsewhere; none leaves all as it is. */
    void show(List<Arrangement.Column> columns) {
        if (!columns.isEmpty()) {
            keep(columns);
        }
    }

    /** Orders the rows by it; if they are already, the other way round. */
    void sort(Ordering.Key key) {
        Ordering now = ordering.get();
        ordering.set(new Ordering(key, now.key() == key && !now.descending()));
    }

    /** Whether it is shown only because the rows are ordered by it. */
    boolean onlySorts(Ordering.Key key) {
        return !wanted(key) && fit.get().shown().contains(key);
    }

    /**
     * Decides what has room.
     *
     * @param room in pixels
     * @param least of each column, in pixels
     * @param scale how many pixels one is at the normal size of text
     */
    void fit(double room, ToDoubleFunction<Ordering.Key> least, double scale) {
        Ordering.Key sorted = ordering.get().key();
        boolean chosen = chosen();
        List<Ordering.Key> asked =
                chosen ? order().stream().filter(this::wanted).toList() : IMPORTANCE;
        Set<Ordering.Key> shown = EnumSet.noneOf(Ordering.Key.class);
        boolean said = !unsaid(room, least, chosen);
        double left = room;
        if (said) {
            shown.add(sorted);
            left -= least.applyAsDouble(sorted);
        }
        for (Ordering.Key key : asked) {
            double needed = least.applyAsDouble(key);
            double spare = chosen ? 0 : SPARE.getOrDefault(key, 0.0) * scale;
            if (!shown.contains(key) && needed + spare <= left) {
                shown.add(key);
                left -= needed;
            }
        }
        fit.set(new Fit(
                order().stream().filter(shown::contains).toList(),
                chosen ? asked.stream().filter(key -> !shown.contains(key)).toList() : List.of()));
    }

    /** That the newest come first goes without saying where nobody asked for that column, or where that would take another column's place. */
    private boolean unsaid(double room, ToDoubleFunction<Ordering.Key> least, boolean chosen) {
        if (!ordering.get().equals(Ordering.NEWEST)) {
            return false;
        }
        double all = IMPORTANCE.subList(0, ALWAYS).stream().mapToDouble(least).sum();
        return chosen ? !wanted(Ordering.Key.CREATED) : all + least.applyAsDouble(Ordering.Key.CREATED) > room;
    }

    private Arrangement.Column place(Ordering.Key key) {
        return places().getOrDefault(key, new Arrangement.Column(key.name(), false, 0));
    }

    /** All columns, as chosen; what was not known when they were chosen comes last. */
    private Map<Ordering.Key, Arrangement.Column> places() {
        Map<Ordering.Key, Arrangement.Column> places = new LinkedHashMap<>();
        List<Arrangement.Column> columns = arrangement.get().columns();
        for (Arrangement.Column column : columns) {
            key(column.name()).ifPresent(key -> places.putIfAbsent(key, column));
        }
        boolean first = places.values().stream().noneMatch(Arrangement.Column::shown);
        for (Ordering.Key key : Ordering.Key.values()) {
            boolean shown = first && USUAL.contains(key);
            if (first) {
                places.merge(
                        key,
                        new Arrangement.Column(key.name(), shown, 0),
                        (was, _) -> new Arrangement.Column(key.name(), shown, was.width()));
            } else {
                places.putIfAbsent(key, new Arrangement.Column(key.name(), false, 0));
            }
        }
        return places;
    }

    private void keep(Collection<Arrangement.Column> columns) {
        arrangement.set(arrangement.get().withColumns(List.copyOf(columns)));
    }

    private static Optional<Ordering.Key> key(String name) {
        return Arrays.stream(Ordering.Key.values())
                .filter(key -> key.name().equals(name))
                .findFirst();
    }
}
