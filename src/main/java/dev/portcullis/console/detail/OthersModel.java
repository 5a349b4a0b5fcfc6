package dev.portcullis.console.detail;

import dev.portcullis.api.SessionPage;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.SessionQuery;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Latest;
import dev.portcullis.query.Terms;
import java.time.Duration;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * How many other live sessions have the same user, the same address, the same device, and the first few of them. Asked one after the other, since each may make the
 * server look through all sessions. For the JavaFX thread.
 */
final class OthersModel {
    /** So many are shown. */
    static final int FEW = 3;

    /** Longer than for the session itself: this is what costs the server most. */
    private static final Duration PATIENCE = Duration.ofMillis(450);

    private final DetailAccess access;
    private final Latest question;
    private final List<ReadOnlyObjectWrapper<Part<Group>>> groups = List.of(
            new ReadOnlyObjectWrapper<>(new Part.Awaited<>()),
            new ReadOnlyObjectWrapper<>(new Part.Awaited<>()),
            new ReadOnlyObjectWrapper<>(new Part.Awaited<>()));
    private @Nullable SessionView session;

    /** What they have in common. */
    enum Common {
        USER,
        ADDRESS,
        DEVICE;

        /** What asks for all that have it, the session itself among them; null if it is not known of the session. */
        @Nullable
        String query(SessionView session) {
            return switch (this) {
                case USER -> "user=" + Terms.written(session.account().email());
                case ADDRESS -> session.address() == null ? null : "ip:" + Terms.written(session.address());
                case DEVICE -> session.device().isEmpty() ? null : "device=" + Terms.written(session.device());
            };
        }
    }

    /**
     * Some.
     *
     * @param query asks for all of them; null if there is nothing to ask for
     * @param count how many others there are
     * @param first the newest of them
     */
    record Group(@Nullable String query, long count, List<SessionView> first) {}

    OthersModel(DetailAccess access, Background background) {
        this.access = access;
        this.question = new Latest(background);
    }

    ReadOnlyObjectProperty<Part<Group>> groupProperty(Common common) {
        return groups.get(common.ordinal()).getReadOnlyProperty();
    }

    void show(SessionView now) {
        session = now;
        ask(now, 0, PATIENCE);
    }

    void again() {
        if (session != null) {
            ask(session, 0, Duration.ZERO);
        }
    }

    void forget() {
        session = null;
        question.cancel();
        groups.forEach(group -> group.set(new Part.Awaited<>()));
    }

    private void ask(SessionView of, int place, Duration patience) {
        if (place == groups.size()) {
            return;
        }
        ReadOnlyObjectWrapper<Part<Group>> group = groups.get(place);
        question.askAfter(
                patience,
                () -> group(of, Common.values()[place]),
                found -> {
                    group.set(new Part.Known<>(found));
                    ask(of, place + 1, Duration.ZERO);
                },
                why -> {
                    group.set(new Part.Failed<>(why));
                    ask(of, place + 1, Duration.ZERO);
                });
    }

    private Group group(SessionView of, Common common) {
        String query = common.query(of);
        if (query == null) {
            return new Group(null, 0, List.of());
        }
        SessionPage page =
                access.sessions(new SessionQuery(query + " -handle:" + of.handle(), null, "-createdAt", null, FEW));
        return new Group(query, page.total(), page.items());
    }
}
