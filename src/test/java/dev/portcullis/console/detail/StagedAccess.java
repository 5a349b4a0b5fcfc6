package dev.portcullis.console.detail;

import dev.portcullis.api.Receipt;
import dev.portcullis.api.SessionEvent;
import dev.portcullis.api.SessionEventPage;
import dev.portcullis.api.SessionPage;
import dev.portcullis.api.SessionPatch;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.TokenFamily;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.SessionQuery;
import dev.portcullis.console.sessions.People;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A server of whose answers the test decides. */
final class StagedAccess implements DetailAccess {
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<SessionPatch> patches = new CopyOnWriteArrayList<>();
    final Map<UUID, SessionView> sessions = new HashMap<>();
    volatile @Nullable TokenFamily family;
    volatile List<SessionEvent> events = List.of();
    volatile @Nullable Instant changesSince;
    volatile List<SessionView> others = List.of();
    volatile long total;
    volatile @Nullable ClientException failure;
    volatile @Nullable ClientException refusal;
    volatile CountDownLatch gate = new CountDownLatch(0);

    @Override
    public SessionView session(UUID handle) {
        answer("session");
        return Objects.requireNonNull(sessions.get(handle));
    }

    @Override
    public TokenFamily tokens(UUID handle) {
        answer("tokens");
        TokenFamily now = Objects.requireNonNull(family);
        return new TokenFamily(handle, now.state(), now.family(), now.total(), now.generations(), now.access());
    }

    @Override
    public SessionEventPage history(UUID handle, @Nullable String before, int limit) {
        answer("history " + before);
        List<SessionEvent> all = events;
        int from = before == null ? 0 : Integer.parseInt(before);
        int to = Math.min(all.size(), from + limit);
        return new SessionEventPage(
                handle,
                new ArrayList<>(all.subList(from, to)),
                to < all.size() ? Integer.toString(to) : null,
                changesSince);
    }

    @Override
    public SessionPage sessions(SessionQuery query) {
        answer(query.query());
        return new SessionPage(
                others.subList(0, Math.min(others.size(), query.limit())), total, null, null, "1", People.NOW);
    }

    @Override
    public SessionView change(SessionView seen, SessionPatch patch) {
        answer("change " + seen.version());
        patches.add(patch);
        ClientException no = refusal;
        if (no != null) {
            refusal = null;
            throw no;
        }
        return Objects.requireNonNull(sessions.get(seen.handle()));
    }

    @Override
    public @Nullable Receipt receipt(UUID revocation) {
        answer("receipt " + revocation);
        return null;
    }

    private void answer(String question) {
        asked.add(question);
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        ClientException why = failure;
        if (why != null) {
            throw why;
        }
    }
}
