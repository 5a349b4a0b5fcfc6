package dev.portcullis.console.detail;

import dev.portcullis.api.SessionPage;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.SessionQuery;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Latest;
import dev.portcullis.query.Terms;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final Map<Common, ReadOnlyObjectWrapper<Part<Group>>> groups = new EnumMap<>(Common.class);
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
        for (Common common : Common.values()) {
            groups.put(common, new ReadOnlyObjectWrapper<>(new Part.Awaited<>()));
        }
    }

    ReadOnlyObjectProperty<Part<Group>> groupProperty(Common common) {
        return wrapper(common).getReadOnlyProperty();
    }

    void show(SessionView now) {
        session = now;
        ask(now, List.of(Common.values()), PATIENCE);
    }

    /** It is shown still, and has changed: so it is asked for, when it is. */
    void renew(SessionView now) {
        session = now;
    }

    void again() {
        if (session != null) {
            ask(session, List.of(Common.values()), Duration.ZERO);
        }
    }

    /** Whether something of it could not be read. */
    boolean isLacking() {
        return groups.values().stream().anyMatch(group -> group.get() instanceof Part.Failed);
    }

    void forget() {
        session = null;
        question.cancel();
        groups.values().forEach(group -> group.set(new Part.Awaited<>()));
    }

    private void ask(SessionView of, List<Common> all, Duration patience) {
        if (all.isEmpty()) {
            return;
        }
        Common common = all.getFirst();
        List<Common> others = all.subList(1, all.size());
        question.askAfter(
                patience,
                () -> group(of, common),
                found -> {
                    wrapper(common).set(new Part.Known<>(found));
                    ask(of, others, Duration.ZERO);
                },
                why -> {
                    wrapper(common).set(new Part.Failed<>(why));
                    ask(of, others, Duration.ZERO);
                });
    }

    private ReadOnlyObjectWrapper<Part<Group>> wrapper(Common common) {
        return Objects.requireNonNull(groups.get(common));
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
