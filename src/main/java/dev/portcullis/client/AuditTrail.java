package dev.portcullis.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portcullis.api.AuditEntry;
import dev.portcullis.api.AuditHead;
import dev.portcullis.api.AuditPage;
import dev.portcullis.api.AuditVerification;
import dev.portcullis.api.Paths;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who changed or read what, for those who audit ({@code audit:read}). Each reading is written down itself. */
public final class AuditTrail {
    private final Transport transport;

    AuditTrail(Transport transport) {
        this.transport = transport;
    }

    /** How entries are written out. */
    public enum Format {
        JSON_LINES("jsonl", "application/jsonl"),
        CSV("csv", "text/csv");

        private final String wire;
        private final String mediaType;

        Format(String wire, String mediaType) {
            this.wire = wire;
            this.mediaType = mediaType;
        }

        /** Its name on the wire, and how files of it end. */
        public String wire() {
            return wire;
        }
    }

    /** Takes what is exported as it comes. */
    @FunctionalInterface
    public interface Sink {
        void take(byte[] piece) throws IOException;
    }

    /** One page, newest first. */
    public AuditPage page(AuditQuery query) {
        Map<String, String> parameters = filter(query);
        put(parameters, "after", query.after());
        put(parameters, "before", query.before());
        put(parameters, "limit", query.limit());
        return read(path(Paths.ADMIN_AUDIT, parameters), AuditPage.class);
    }

    /**
     * All entries that match, oldest first; the page that is asked for is of no interest. That they are exported is written down first. An answer that breaks off is
     * not whole, and thrown as {@link ClientException.Unreachable}; so is an interruption of this thread.
     *
     * @throws IOException if the sink throws it
     */
    public void export(AuditQuery query, Format format, Sink sink) throws IOException {
        Map<String, String> parameters = filter(query);
        put(parameters, "format", format.wire);
        try (Download download =
                Download.open(transport, path(Paths.ADMIN_AUDIT_EXPORT, parameters), format.mediaType)) {
            Optional<byte[]> piece = next(download);
            while (piece.isPresent()) {
                sink.take(piece.get());
                piece = next(download);
            }
        }
    }

    private Optional<byte[]> next(Download download) {
        try {
            return download.next(Transport.ANSWER_LIMIT);
        } catch (IOException e) {
            throw transport.unreachable(e);
        } catch (InterruptedException e) {
            throw transport.interrupted(e);
        }
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

    private static String path(String path, Map<String, String> parameters) {
        String text = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return path + "?" + text;
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
