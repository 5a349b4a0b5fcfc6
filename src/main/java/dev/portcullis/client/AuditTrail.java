package dev.portcullis.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portcullis.api.AuditEntry;
import dev.portcullis.api.AuditHead;
import dev.portcullis.api.AuditPage;
import dev.portcullis.api.AuditVerification;
import dev.portcullis.api.Paths;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who changed or read what, for those who audit ({@code audit:read}). Each reading is written down itself. */
public final class AuditTrail {
    private static final int ERROR_BODY_LIMIT = 64 * 1024;

    private final Transport transport;

    AuditTrail(Transport transport) {
        this.transport = transport;
    }

    /** One page, newest first. */
    public AuditPage page(AuditQuery query) {
        Map<String, String> parameters = filter(query);
        put(parameters, "after", query.after());
        put(parameters, "before", query.before());
        put(parameters, "limit", query.limit());
        return read(Paths.ADMIN_AUDIT + "?" + text(parameters), AuditPage.class);
    }

    private static Map<String, String> filter(AuditQuery query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "q", query.search().isBlank() ? null : query.search());
        put(parameters, "actor", query.actor());
        put(parameters, "action", query.action());
        put(parameters, "subject", query.subject());
        put(parameters, "from", query.from());
        put(parameters, "to", query.to());
        return parameters;
    }

    private static String text(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** One entry. */
    public AuditEntry entry(long seq) {
        return read(Paths.ADMIN_AUDIT + "/" + seq, AuditEntry.class);
    }

    /** The head as it is now, to be kept elsewhere. */
    public AuditHead head() {
        return read(Paths.ADMIN_AUDIT_HEAD, AuditHead.class);
    }

    /**
     * Has the server read the whole chain; refused ({@code BUSY}) while it does so for somebody else. A million entries take some seconds; what takes longer than this
     * client waits is for {@code portcullis audit verify}.
     */
    public AuditVerification verify() {
        return transport
                .send(transport
                        .request(Paths.ADMIN_AUDIT_VERIFICATION, "application/json")
                        .POST(BodyPublishers.noBody())
                        .build())
                .expect(200)
                .as(AuditVerification.class);
    }

    /**
     * Writes all entries that match into a file or wherever, oldest first: JSON lines, or with {@code csv} a table. What was written before it broke off stays written.
     *
     * @param query its limit and place do not matter
     */
    public void export(AuditQuery query, boolean csv, OutputStream into) {
        Map<String, String> parameters = filter(query);
        parameters.put("format", csv ? "csv" : "jsonl");
        HttpRequest request = transport
                .request(
                        Paths.ADMIN_AUDIT_EXPORT + "?" + text(parameters),
                        "application/jsonl, text/csv, application/problem+json")
                .GET()
                .build();
        HttpResponse<Incoming> response = transport.open(request);
        try (Incoming body = response.body()) {
            if (response.statusCode() != 200) {
                byte[] rest = body.rest(ERROR_BODY_LIMIT, Transport.ANSWER_LIMIT);
                throw transport.answer(response, rest).refusal();
            }
            Optional<byte[]> piece = body.next(Transport.ANSWER_LIMIT);
            while (piece.isPresent()) {
                into.write(piece.get());
                piece = body.next(Transport.ANSWER_LIMIT);
            }
        } catch (IOException e) {
            throw transport.unreachable(e);
        } catch (InterruptedException e) {
            throw transport.interrupted(e);
        }
    }

    private <T> T read(String path, Class<T> type) {
        return transport
                .send(transport.request(path, "application/json").GET().build())
                .expect(200)
                .as(type);
    }

    private static void put(Map<String, String> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value.toString());
        }
    }
}
