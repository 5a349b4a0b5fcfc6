package dev.portcullis.console.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Subscription;

/**
 * What has been told, the newest first. What is of one kind and follows closely is told in one: an attack from a thousand addresses is one notice that counts, not a wall
 * of a thousand. Belongs to the operator's stay: a desk that is made anew, in another language, tells it in that. For the JavaFX thread.
 */
public final class NoticeModel {
    /** So many are kept. */
    static final int MOST = 50;

    /** After so long a quiet the next of its kind is told anew. */
    static final Duration QUIET = Duration.ofMinutes(2);

    private final ObservableValue<NoticeChoice> choice;
    private final ObservableList<Notice> latest = FXCollections.observableArrayList();
    private final ReadOnlyIntegerWrapper unread = new ReadOnlyIntegerWrapper();
    private final Map<NoticeKind, Group> groups = new EnumMap<>(NoticeKind.class);
    private final List<Consumer<Notice>> listeners = new ArrayList<>();

    /** Whose things one notice tells of; a few of them are enough to count "many". */
    private static final class Group {
        private static final int MOST_SUBJECTS = 1000;
        private final Set<String> subjects = new HashSet<>();
        private Notice told;

        /** Whether the list has been looked at since it last told of something. */
        private boolean read;

        Group(Notice first) {
            told = first;
        }
    }

    /** How what is told is put into words. */
    public interface Wording {
        /**
         * Puts it into words.
         *
         * @param count of how many it tells
         * @param subjects how many different ones
         */
        String words(int count, int subjects);
    }

    /** What can be done about so many. */
    public interface Nexts {
        /** For one subject, or for many. */
        Notice.Next next(int subjects);
    }

    /** @param choice of what the operator wants to be told */
    public NoticeModel(ObservableValue<NoticeChoice> choice) {
        this.choice = choice;
    }

    /** The newest first. */
    public ObservableList<Notice> latest() {
        return latest;
    }

    /** How many have come since the list was last looked at. */
    public ReadOnlyIntegerProperty unreadProperty() {
        return unread.getReadOnlyProperty();
    }

    /** The newest; empty if nothing has been told. */
    public Optional<Notice> newest() {
        return latest.isEmpty() ? Optional.empty() : Optional.of(latest.getFirst());
    }

    /** Hears of each, and again of one that has grown. */
    public Subscription onTold(Consumer<Notice> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** The list has been looked at. */
    public void read() {
        unread.set(0);
        groups.values().forEach(group -> group.read = true);
    }

    /**
     * Tells of something, together with what has just been told of its kind.
     *
     * @param subject whose it is: of one account, one address
     */
    void tell(NoticeKind kind, Instant at, String subject, Wording wording, Nexts nexts) {
        if (!choice.getValue().wants(kind)) {
            return;
        }
        Group group = groups.get(kind);
        boolean goesOn = group != null
                && latest.contains(group.told)
                && Duration.between(group.told.at(), at).compareTo(QUIET) < 0;
        if (!goesOn || group == null) {
            Notice first = new Notice(kind, at, 1, () -> wording.words(1, 1), nexts.next(1));
            group = new Group(first);
            group.subjects.add(subject);
            groups.put(kind, group);
            add(first, false);
            return;
        }
        if (group.subjects.size() < Group.MOST_SUBJECTS) {
            group.subjects.add(subject);
        }
        int subjects = group.subjects.size();
        int count = group.told.count() + 1;
        Notice grown = new Notice(kind, at, count, () -> wording.words(count, subjects), nexts.next(subjects));
        latest.remove(group.told);
        group.told = grown;
        boolean counted = !group.read;
        group.read = false;
        add(grown, counted);
    }

    /** Tells of something that stands for itself. */
    void tell(NoticeKind kind, Instant at, Supplier<String> words, Notice.Next next) {
        if (!choice.getValue().wants(kind)) {
            return;
        }
        groups.remove(kind);
        add(new Notice(kind, at, 1, words, next), false);
    }

    /** @param counted whether it is among the unread already */
    private void add(Notice notice, boolean counted) {
        latest.addFirst(notice);
        if (latest.size() > MOST) {
            latest.removeLast();
        }
        if (!counted) {
            unread.set(unread.get() + 1);
        }
        List.copyOf(listeners).forEach(listener -> listener.accept(notice));
    }
}
