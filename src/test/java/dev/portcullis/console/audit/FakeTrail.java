package dev.portcullis.console.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.AuditEntry;
import dev.portcullis.api.AuditHead;
import dev.portcullis.api.AuditPage;
import dev.portcullis.api.AuditVerification;
import dev.portcullis.client.AuditQuery;
import dev.portcullis.client.AuditTrail;
import dev.portcullis.client.ClientException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A made-up audit of so many entries, with the numbers' rules of the server's. */
final class FakeTrail implements AuditAccess {
    static final Instant NOW = Instant.parse("2026-11-24T14:02:11Z");
    private static final String[] PEOPLE = {
        "nadia.k@example.com", "tomas.r@example.com", "bartholomew.featherstonehaugh@example.com", "svc-gateway"
    };

    final List<AuditQuery> asked = new ArrayList<>();
    volatile long size;
    volatile @Nullable ClientException failure;
    volatile AuditVerification outcome;

    /** Holds an export back after its first piece; null if it is not. */
    volatile @Nullable CountDownLatch held;

    /** Holds a verification back; null if it is not. */
    volatile @Nullable CountDownLatch verificationHeld;

    FakeTrail(long size) {
        this.size = size;
        this.outcome = new AuditVerification(size, true, null, null, new AuditHead(size, "mac", NOW, "k1", "seal"));
    }

    @Override
    public AuditPage page(AuditQuery query) {
        asked.add(query);
        answer();
        List<AuditEntry> items = new ArrayList<>();
        Long before = query.before();
        if (before != null) {
            for (long seq = Math.min(size, before + query.limit()); seq > before; seq--) {
                items.add(entry(seq));
            }
            return new AuditPage(items, size, before + 1);
        }
        Long after = query.after();
        long from = after == null ? size : after - 1;
        for (long seq = from; seq > Math.max(0, from - query.limit()); seq--) {
            items.add(entry(seq));
        }
        long last = items.isEmpty() ? 0 : items.getLast().seq();
        return new AuditPage(
                query.search().isEmpty() ? items : List.of(),
                query.search().isEmpty() ? size : 0,
                last > 1 && query.search().isEmpty() ? last : null);
    }

    @Override
    public AuditVerification verify() {
        CountDownLatch latch = verificationHeld;
        if (latch != null) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("given up", e);
            }
        }
        answer();
        return outcome;
    }

    @Override
    public void export(AuditQuery query, AuditTrail.Format format, AuditTrail.Sink sink) throws IOException {
        if (format == AuditTrail.Format.CSV) {
            sink.take("seq\n".getBytes(UTF_8));
        }
        for (long seq = 1; seq <= size; seq++) {
            sink.take(("{\"seq\":" + seq + "}\n").getBytes(UTF_8));
            CountDownLatch latch = held;
            if (latch != null) {
                try {
                    latch.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException(e);
                }
            }
            answer();
        }
    }

    @Override
    public Optional<String> email(UUID account) {
        answer();
        return Optional.of("alice.mendez@example.com");
    }

    private void answer() {
        ClientException why = failure;
        if (why != null) {
            throw why;
        }
    }

    static AuditEntry entry(long seq) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        String[] what = what(seq, detail);
        String who = PEOPLE[(int) (seq / 3 % PEOPLE.length)];
        return new AuditEntry(
                seq,
                NOW.minusSeconds((1000 - seq % 1000) * 37),
                new AuditEntry.Actor(
                        who.startsWith("svc") ? "client" : "account",
                        new UUID(0x0199f3a271c47000L + seq % 7, 0x9b1f4c3344556677L).toString(),
                        who,
                        who.startsWith("svc") ? null : new UUID(0x0199f3a871c47000L + seq % 5, 0x8a1f4c3344556677L)),
                what[0],
                new AuditEntry.Subject(what[1], what[2].isEmpty() ? null : what[2]),
                "198.51.100." + seq % 200,
                "0199f3a2-" + seq,
                detail,
                "k1",
                "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA");
    }

    private static String[] what(long seq, ObjectNode detail) {
        String id = new UUID(0x0199f3a271c47000L, 0x9b1f4c3344550000L + seq).toString();
        return switch ((int) (seq % 8)) {
            case 0 -> {
                detail.put("email", "alice.mendez@example.com");
                ObjectNode permissions = detail.putObject("permissions");
                permissions.putArray("from").add("orders:read").add("reports");
                permissions.putArray("to").add("orders:read").add("billing").add("reports");
                detail.putObject("name").put("from", "Alice M.").put("to", "Alice Mendez");
                yield new String[] {"account.changed", "account", id};
            }
            case 1 -> new String[] {"audit.read", "audit", ""};
            case 2 -> {
                detail.put("reason", "Credential phishing, incident 4417").put("sessions", 383);
                yield new String[] {"sessions.revoked", "revocation", id};
            }
            case 3 -> new String[] {"operator.logged_in", "session", id};
            case 4 -> {
                detail.put("status", 403).put("permission", "policy:write");
                yield new String[] {"request.refused", "route", "PUT /admin/v1/policy"};
            }
            case 5 -> {
                detail.putObject("idleTtlSeconds").put("from", 1800).put("to", 900);
                yield new String[] {"policy.changed", "policy", "12"};
            }
            case 6 -> new String[] {"role.changed", "role", "operator"};
            default -> new String[] {"vault.opened", "vault", "of a newer server"};
        };
    }
}
