package dev.portcullis.console.palette;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** What can be done, and which of it fits what is typed: the best first, and of those that fit alike what can be done just now. */
public final class PaletteModel {
    private record Scored(Offer offer, int score) {}

    /** While nothing is typed all score alike, and what can be done comes first. */
    private static final Comparator<Scored> BEST = Comparator.comparingInt(Scored::score)
            .reversed()
            .thenComparing(each -> !each.offer().possible());

    private final List<Offer> all;
    private final StringProperty asked = new SimpleStringProperty("");
    private final ObservableList<Offer> offers = FXCollections.observableArrayList();
    private final IntegerProperty selected = new SimpleIntegerProperty(-1);

    public PaletteModel(List<Group> groups) {
        all = groups.stream()
                .flatMap(group -> group.actions().stream().map(action -> Offer.of(action, group.title())))
                .toList();
        asked.subscribe(this::find);
        find();
    }

    /** What is typed. */
    public StringProperty askedProperty() {
        return asked;
    }

    /** What fits. */
    public ObservableList<Offer> offers() {
        return offers;
    }

    /** Which of {@link #offers} Enter does; −1 for none. */
    public IntegerProperty selectedProperty() {
        return selected;
    }

    /** To the next, or with −1 the one before; from the last on to the first. */
    public void move(int by) {
        if (!offers.isEmpty()) {
            selected.set(Math.floorMod(selected.get() + by, offers.size()));
        }
    }

    /** The selected one, if it can be done. */
    public Optional<Offer> chosen() {
        int place = selected.get();
        return place < 0 || place >= offers.size()
                ? Optional.empty()
                : Optional.of(offers.get(place)).filter(Offer::possible);
    }

    private void find() {
        offers.setAll(all.stream()
                .flatMap(this::scored)
                .sorted(BEST)
                .map(Scored::offer)
                .toList());
        selected.set(offers.isEmpty() ? -1 : 0);
    }

    /** Its own words before those of its group: "se" is about settings rather than all that can be done with sessions. */
    private Stream<Scored> scored(Offer offer) {
        OptionalInt own = Fuzzy.score(asked.get(), offer.words());
        OptionalInt withGroup = Fuzzy.score(asked.get(), offer.group() + " " + offer.words());
        if (own.isPresent()) {
            return Stream.of(new Scored(offer, own.getAsInt() * 2));
        }
        return withGroup.isPresent() ? Stream.of(new Scored(offer, withGroup.getAsInt())) : Stream.empty();
    }
}
