package dev.portcullis.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portcullis.api.AuditEntry;
import dev.portcullis.api.AuditHead;
import dev.portcullis.api.AuditPage;
import dev.portcullis.api.AuditVerification;
import dev.portcullis.api.Paths;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who changed or read what, for those who audit ({@code audit:read}). Each reading is written down itself. */
public final class AuditTrail {
    private final Transport transport;

    AuditTrail(Transport transport) {
        this.transport = transport;
    }

    /** One page, newest first. */
    public AuditPage page(AuditQuery query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "q", query.search().isBlank() ? null : query.search());
        put(parameters, "actor", query.actor());
        put(parameters, "action", query.action());
        put(parameters, "subject", query.subject());
        put(parameters, "from", query.from());
        put(parameters, "to", query.to());
        put(parameters, "after", query.after());
        put(parameters, "before", query.before());
        put(parameters, "limit", query.limit());
        String text = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return read(Paths.ADMIN_AUDIT + "?" + text, AuditPage.class);
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
