package dev.portcullis.console.detail;

import dev.portcullis.api.Receipt;
import dev.portcullis.api.SessionEvent;
import dev.portcullis.api.SessionEventPage;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Latest;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Failures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** What happened to the session, as far as it was read: the newest, and page by page what was earlier. For the JavaFX thread. */
final class TimelineModel {
    static final int PAGE = 50;

    private final DetailAccess access;
    private final Latest newest;
    private final Latest further;
    private final Latest receipt;
    private final ReadOnlyObjectWrapper<Part<History>> history = new ReadOnlyObjectWrapper<>(new Part.Awaited<>());
    private final ReadOnlyBooleanWrapper reading = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Throwable> trouble = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper receiptProblem = new ReadOnlyStringWrapper("");
    private @Nullable UUID handle;

    /**
     * What is known.
     *
     * @param events the newest first
     * @param next where what was earlier begins; null if nothing was
     * @param changesSince from when on changes are known; null if all are
     */
    record History(
            List<SessionEvent> events,
            @Nullable String next,
            @Nullable Instant changesSince) {
        History {
            events = List.copyOf(events);
        }

        static History of(SessionEventPage page) {
            return new History(page.items(), page.next(), page.changesSince());
        }

        /** With the newest read again. What was read of earlier stays, unless so much happened that something may lie between the two. */
        History renewed(SessionEventPage page) {
            Set<String> known = ids(events);
            boolean meets = page.items().stream().anyMatch(event -> known.contains(event.id()));
            if (!meets || page.next() == null) {
                return of(page);
            }
            Set<String> read = ids(page.items());
            Set<Integer> back = new HashSet<>();
            page.items().stream().filter(History::isReuse).forEach(event -> back.add(event.generation()));
            List<SessionEvent> all = new ArrayList<>(page.items());
            events.stream()
                    .filter(event -> !read.contains(event.id()))
                    .filter(event -> !event.at().isAfter(page.items().getLast().at()))
                    // Of a token that has come back again, only the last time is known.
                    .filter(event -> !isReuse(event) || !back.contains(event.generation()))
                    .forEach(all::add);
            return all.size() == page.items().size() ? of(page) : new History(all, next, page.changesSince());
        }

        History with(SessionEventPage earlier) {
            Set<String> known = ids(events);
            List<SessionEvent> all = new ArrayList<>(events);
            earlier.items().stream()
                    .filter(event -> !known.contains(event.id()))
                    .forEach(all::add);
            return new History(all, earlier.next(), changesSince);
        }

        private static boolean isReuse(SessionEvent event) {
            return event.type() == SessionEvent.Type.RACED || event.type() == SessionEvent.Type.REUSED;
        }

        private static Set<String> ids(List<SessionEvent> events) {
            Set<String> ids = new HashSet<>();
            events.forEach(event -> ids.add(event.id()));
            return ids;
        }
    }

    TimelineModel(DetailAccess access, Background background) {
        this.access = access;
        this.newest = new Latest(background);
        this.further = new Latest(background);
        this.receipt = new Latest(background);
    }

    ReadOnlyObjectProperty<Part<History>> historyProperty() {
        return history.getReadOnlyProperty();
    }

    /** Whether what was earlier is being read. */
    ReadOnlyBooleanProperty readingProperty() {
        return reading.getReadOnlyProperty();
    }

    /** Why it could not be read what was earlier, or what came last; null if it could. What was read before stays. */
    ReadOnlyObjectProperty<@Nullable Throwable> troubleProperty() {
        return trouble.getReadOnlyProperty();
    }

    /** Why a receipt could not be shown; empty if none could not. */
    ReadOnlyStringProperty receiptProblemProperty() {
        return receiptProblem.getReadOnlyProperty();
    }

    /**
     * Reads the receipt of a revocation.
     *
     * @param onRead hears it
     */
    void receipt(UUID revocation, Consumer<Receipt> onRead) {
        receiptProblem.set("");
        receipt.ask(
                () -> Optional.ofNullable(access.receipt(revocation)),
                found -> found.ifPresentOrElse(
                        onRead, () -> receiptProblem.set(Text.get("detail.event.receipt.running"))),
                why -> receiptProblem.set(Failures.sentence(why)));
    }

    /** Reads the newest. */
    void read(UUID session, Duration patience) {
        handle = session;
        newest.askAfter(patience, () -> access.history(session, null, PAGE), this::put, this::failed);
    }

    /** Whether something of it could not be read. */
    boolean isLacking() {
        return history.get() instanceof Part.Failed || trouble.get() != null;
    }

    /** Reads what was earlier than what is known. */
    void earlier() {
        UUID of = handle;
        if (of != null
                && !reading.get()
                && history.get() instanceof Part.Known<History>(var known)
                && known.next() != null) {
            String before = known.next();
            reading.set(true);
            trouble.set(null);
            further.ask(
                    () -> access.history(of, before, PAGE),
                    page -> {
                        reading.set(false);
                        append(before, page);
                    },
                    why -> {
                        reading.set(false);
                        trouble.set(why);
                    });
        }
    }

    void forget() {
        handle = null;
        newest.cancel();
        further.cancel();
        receipt.cancel();
        reading.set(false);
        trouble.set(null);
        receiptProblem.set("");
        history.set(new Part.Awaited<>());
    }

    private void put(SessionEventPage page) {
        trouble.set(null);
        history.set(new Part.Known<>(
                history.get() instanceof Part.Known<History>(var known) ? known.renewed(page) : History.of(page)));
    }

    private void append(String before, SessionEventPage page) {
        if (history.get() instanceof Part.Known<History>(var known) && before.equals(known.next())) {
            history.set(new Part.Known<>(known.with(page)));
        }
    }

    private void failed(Throwable why) {
        if (history.get() instanceof Part.Known<History>) {
            trouble.set(why);
        } else {
            history.set(new Part.Failed<>(why));
        }
    }
}
