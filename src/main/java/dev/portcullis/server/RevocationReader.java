package dev.portcullis.server;

import dev.portcullis.api.FaultCode;
import dev.portcullis.api.RevocationAction;
import dev.portcullis.api.Suspension.Then;
import dev.portcullis.place.IpRange;
import dev.portcullis.query.Query;
import dev.portcullis.server.JsonMembers.TextRule;
import dev.portcullis.session.Lockdown;
import dev.portcullis.session.Measure;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what is asked of {@code POST /admin/v1/revocations}, and names each fault in it. */
final class RevocationReader {
    private static final int MOST_HANDLES = 10_000;
    private static final int LONGEST_REASON = 500;
    private static final int MOST_NETWORKS = 100;

    /** 30 days. */
    private static final int MOST_MINUTES = 30 * 24 * 60;

    private static final Map<String, RevocationAction> ACTIONS = Arrays.stream(RevocationAction.values())
            .collect(Collectors.toMap(RevocationAction::wire, Function.identity()));

    private static final Map<String, Then> THEN =
            Arrays.stream(Then.values()).collect(Collectors.toMap(Then::wire, Function.identity()));

    private RevocationReader() {}

    /**
     * What is to be locked with it.
     *
     * @param force whether to lock the network from which this is asked, too
     */
    record Locking(Lockdown lockdown, boolean force) {}

    /** Which sessions are meant. */
    sealed interface Chosen {
        /** Those with these handles. */
        record Named(SequencedSet<UUID> handles) implements Chosen {}

        /** Those that match; the one that asks, if it is to be among them. */
        record Found(Query query, boolean includeOwn) implements Chosen {}
    }

    /** What is wanted. */
    sealed interface Wish {
        /** To see what it would mean. */
        record DryRun(Chosen chosen, Measure measure, Locking locking) implements Wish {}

        /** To do what was planned. */
        record Execute(String plan, String reason) implements Wish {}

        /** To do it now. */
        record Now(SequencedSet<UUID> handles, Measure measure, Locking locking, String reason) implements Wish {}
    }

    static Wish read(Request request) {
        JsonMembers body = new JsonMembers(request.jsonObject("application/json"));
        Wish wish = body.has("plan") ? execute(body) : named(body);
        body.noOthers();
        body.requireNoFaults();
        return wish;
    }

    private static Wish execute(JsonMembers body) {
        return new Wish.Execute(body.text("plan"), body.sentence("reason", LONGEST_REASON));
    }

    private static Wish named(JsonMembers body) {
        boolean dryRun = body.maybeFlag("dryRun");
        Chosen chosen = body.has("query") ? found(body, dryRun) : new Chosen.Named(body.uuids("handles", MOST_HANDLES));
        Measure measure = measure(body);
        Locking locking = locking(body);
        if (dryRun || !(chosen instanceof Chosen.Named(var handles))) {
            return new Wish.DryRun(chosen, measure, locking);
        }
        return new Wish.Now(handles, measure, locking, body.sentence("reason", LONGEST_REASON));
    }

    private static Chosen found(JsonMembers body, boolean dryRun) {
        String text = body.text("query");
        Query query = Query.parse(text);
        if (body.has("handles")) {
            body.fault("handles", FaultCode.SESSIONS_NAMED_TWICE);
        }
        if (query instanceof Query.All && body.node().path("query").isTextual()) {
            body.fault("query", FaultCode.ASKS_FOR_NOTHING);
        }
        if (!dryRun) {
            body.fault("dryRun", FaultCode.NOT_PLANNED);
        }
        return new Chosen.Found(query, body.maybeFlag("includeOwn"));
    }

    private static Measure measure(JsonMembers body) {
        RevocationAction action =
                body.has("action") ? body.word("action", ACTIONS, RevocationAction.END) : RevocationAction.END;
        return switch (action) {
            case END -> new Measure.End();
            case SUSPEND ->
                new Measure.Suspend(
                        body.number("minutes", 1, MOST_MINUTES),
                        body.has("then") ? body.word("then", THEN, Then.RELEASE) : Then.RELEASE);
            case RELEASE -> new Measure.Release();
        };
    }

    private static Locking locking(JsonMembers body) {
        if (!body.has("lock")) {
            return new Locking(Lockdown.NONE, false);
        }
        JsonMembers lock = body.object("lock");
        Lockdown lockdown = new Lockdown(
                lock.maybeFlag("accounts"),
                lock.has("networks")
                        ? lock
                                .texts(
                                        "networks",
                                        MOST_NETWORKS,
                                        TextRule.of(text -> IpRange.parse(text).isPresent(), FaultCode.NOT_A_NETWORK))
                                .stream()
                                .map(Networks::canonical)
                                .toList()
                        : List.of(),
                lock.maybeNumber("minutes", 1, AdminLocksEndpoint.MOST_MINUTES).orElse(null));
        boolean force = lock.maybeFlag("force");
        lock.noOthers();
        return new Locking(lockdown, force);
    }
}
