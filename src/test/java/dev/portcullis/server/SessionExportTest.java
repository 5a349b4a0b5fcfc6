package dev.portcullis.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.api.AuditEntry;
import dev.portcullis.api.ExportFormat;
import dev.portcullis.api.ExportManifest;
import dev.portcullis.api.ExportView;
import dev.portcullis.api.Json;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.AuditQuery;
import dev.portcullis.client.ExportException;
import dev.portcullis.client.ExportQuery;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.lifecycle.Sweeper;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions as a file: everything that was asked for and nothing else, with a manifest by which anybody sees that it is whole. */
class SessionExportTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** More than a piece, and more than the buffers between the server and a reader that does not read. */
    private static final int MANY = 12_000;

    private static TestServer server;
    private static Http http;
    private PortcullisClient admin;
    private String cookie;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        server = TestServer.start(config -> config.withRetention(Duration.ofDays(2)));
        http = new Http(server.uri());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void logIn() throws Exception {
        server.clear();
        server.sql("delete from session_export");
        server.account("bob@example.com", "orders:read");
        admin = server.admin();
        cookie = Http.cookie(http.logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void eachLineIsASessionAsItIsShownInTheOrderInWhichTheyBegan() throws Exception {
        List<UUID> handles = server.sessions("bob@example.com", 2500);
        List<SessionView> lines = lines("q=user:bob");
        assertThat(lines)
                .extracting(SessionView::handle)
                .containsExactlyElementsOf(
                        handles.stream().sorted(SessionExportTest::byText).toList());
        assertThat(lines.getFirst()).isEqualTo(admin.session(lines.getFirst().handle()));
    }

    @Test
    void aTableHasAColumnForEachThingAndNoCellIsAFormula() throws Exception {
        server.sessions("bob@example.com", 2);
        server.sql(
                "update account set name = '=HYPERLINK(\"http://evil\")', email = '@bob' where email = 'bob@example.com'");
        server.sql("update session set user_agent = e'+1\\r\\n\"quoted\", and more', device = '-1'"
                + " where account_id = (select id from account where email = '@bob')");
        HttpResponse<String> csv = get("format=csv&q=user:bob");
        assertThat(csv.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8; header=present");
        assertThat(csv.headers().firstValue("Content-Disposition")).hasValue("attachment; filename=\"sessions.csv\"");
        List<List<String>> table = cells(csv.body());
        assertThat(table).hasSize(3);
        assertThat(table.getFirst())
                .startsWith("handle", "account", "email", "name", "state")
                .hasSize(40);
        for (List<String> row : table.subList(1, 3)) {
            assertThat(row).hasSize(40);
            assertThat(row.get(2)).isEqualTo("'@bob");
            assertThat(row.get(3)).isEqualTo("'=HYPERLINK(\"http://evil\")");
            assertThat(row.get(4)).isEqualTo("active");
            assertThat(row.get(16)).isEqualTo("'+1\r\n\"quoted\", and more");
            assertThat(row.get(17)).isEqualTo("'-1");
            assertThat(row).noneMatch(cell -> cell.startsWith("=") || cell.startsWith("@") || cell.startsWith("+"));
        }
    }

    @Test
    void aQueryAndAStateNarrowItAndNothingAtAllIsAnExportAsWell() throws Exception {
        List<UUID> bobs = server.sessions("bob@example.com", 20);
        admin.revoke(bobs.subList(0, 5), "leaving");
        assertThat(lines("q=user:bob")).hasSize(15);
        assertThat(lines("q=user:bob&state=ended")).hasSize(5).allMatch(each -> "leaving".equals(each.endNote()));
        assertThat(lines("q=user:bob&state=all")).hasSize(20);
        assertThat(lines("q=reason:revoked")).as("it asks about the end").hasSize(5);
        assertThat(lines("q=ip:10.0.0.7")).hasSize(1);
        assertThat(get("q=user:nobody").body()).isEmpty();
        assertThat(cells(get("format=csv&q=user:nobody").body())).hasSize(1);
    }

    @Test
    void ofThePastItIsWhoWasInThenWithWhatTheyMightDo() throws Exception {
        List<UUID> bobs = server.sessions("bob@example.com", 3);
        UUID changed = bobs.getFirst();
        Instant then = then();
        admin.change(admin.session(changed), dev.portcullis.api.SessionPatch.permissions(List.of()));
        admin.revoke(bobs, "leaving");
        server.sessions("bob@example.com", 4);
        List<SessionView> were = lines("q=user:bob&asOf=" + then);
        assertThat(were).extracting(SessionView::handle).containsExactlyInAnyOrderElementsOf(bobs);
        assertThat(were).allMatch(each -> each.permissions().equals(List.of("orders:read")));
        assertThat(manifest(get("q=user:bob&asOf=" + then)).asOf()).isEqualTo(then);
    }

    @Test
    void wrongQuestionsAreAnsweredInWords() throws Exception {
        for (String wrong : List.of(
                "format=xml",
                "state=dead",
                "asOf=yesterday",
                "asOf=" + Instant.now().plus(1, ChronoUnit.DAYS),
                "asOf=" + Instant.now().minus(9, ChronoUnit.DAYS),
                "state=ended&asOf=" + Instant.now())) {
            HttpResponse<String> refused = get(wrong);
            assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
            assertThat(JSON.readTree(refused.body()).get("detail").asText()).isNotEmpty();
        }
        JsonNode unclear = JSON.readTree(get("q=user:bob+useragent:x").body());
        assertThat(unclear.get("type").asText()).endsWith("invalid-query");
        assertThat(unclear.get("position").asInt()).isEqualTo(10);
        assertThat(server.rows("select id from session_export"))
                .as("nothing was begun")
                .isEmpty();
    }

    @Test
    void onlyWhoMayReadSessionsExportsThemAndARefusalIsTold() throws Exception {
        server.account("paula@example.com", "policy:write");
        String paula = Http.cookie(http.logIn("paula@example.com", TestServer.PASSWORD));
        assertThat(http.get("/admin/v1/sessions/export").statusCode()).isEqualTo(401);
        assertThat(http.get("/admin/v1/sessions/export", "Cookie", paula).statusCode())
                .isEqualTo(403);
        AuditEntry refused = entries().getLast();
        assertThat(refused.action()).isEqualTo("request.refused");
        assertThat(refused.subject().id()).isEqualTo("GET /admin/v1/sessions/export");
        UUID id = manifest(get("q=user:bob")).id();
        assertThat(http.get("/admin/v1/exports/" + id, "Cookie", paula).statusCode())
                .isEqualTo(403);
        assertThat(http.get("/admin/v1/exports/" + UUID.randomUUID(), "Cookie", cookie)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void itsBeginningAndItsEndAreInTheAudit() throws Exception {
        server.sessions("bob@example.com", 3);
        ExportManifest manifest = manifest(get("format=csv&q=user:bob"));
        List<AuditEntry> told = told(manifest.id());
        assertThat(told).extracting(AuditEntry::action).containsExactly("export.begun", "export.done");
        assertThat(told).allMatch(entry -> entry.actor().name().equals(TestServer.ADMIN));
        assertThat(told.getFirst().detail())
                .isEqualTo(JSON.readTree("{\"query\":\"user:bob\",\"states\":\"live\",\"format\":\"csv\"}"));
        assertThat(told.getLast().detail().path("count").asInt()).isEqualTo(3);
        assertThat(told.getLast().detail().path("digest").asText()).isEqualTo(manifest.digest());
    }

    @Test
    void theManifestSaysWhatItIsAndAnybodyCanCheckIt() throws Exception {
        server.sessions("bob@example.com", 1200);
        HttpResponse<String> export = get("q=user:bob");
        ExportManifest manifest = manifest(export);
        assertThat(manifest.by()).isEqualTo(TestServer.ADMIN);
        assertThat(manifest.query()).isEqualTo("user:bob");
        assertThat(manifest.states()).isEqualTo("live");
        assertThat(manifest.count()).isEqualTo(1200);
        assertThat(manifest.bytes()).isEqualTo(export.body().getBytes(UTF_8).length);
        assertThat(manifest.digest())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256")
                                .digest(export.body().getBytes(UTF_8))));
        assertThat(manifest.begunAt()).isBefore(manifest.completedAt());
        String header =
                new String(Base64.getUrlDecoder().decode(manifest.signature().split("\\.")[0]), UTF_8);
        assertThat(http.get("/.well-known/receipt-keys.json").body())
                .contains(JSON.readTree(header).get("kid").asText());
        Path file = Files.writeString(folder.resolve("sessions.jsonl"), export.body());
        admin.exports().check(file, manifest);
    }

    @Test
    void whatWasChangedOrCutShortIsFound() throws Exception {
        server.sessions("bob@example.com", 50);
        Path file = folder.resolve("sessions.csv");
        ExportManifest manifest = admin.exports().toFile(ExportQuery.of("user:bob", ExportFormat.CSV), file);
        byte[] whole = Files.readAllBytes(file);
        byte[] changed = whole.clone();
        changed[changed.length / 2] ^= 1;
        Files.write(file, changed);
        assertThatThrownBy(() -> admin.exports().check(file, manifest))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("not the bytes that were exported");
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> admin.exports().check(file, manifest)).hasMessageContaining("cut short");
        Files.write(file, whole);
        ExportManifest another = new ExportManifest(
                manifest.id(),
                "mallory@example.com",
                manifest.query(),
                manifest.states(),
                null,
                manifest.format(),
                manifest.begunAt(),
                manifest.completedAt(),
                manifest.count(),
                manifest.bytes(),
                manifest.digest(),
                manifest.signature());
        assertThatThrownBy(() -> admin.exports().check(file, another)).hasMessageContaining("\"by\" differs");
        String[] parts = manifest.signature().split("\\.");
        String forged = parts[0] + "." + parts[1] + "." + "A".repeat(86);
        assertThatThrownBy(() -> admin.exports().check(file, manifest.signed(forged)))
                .hasMessageContaining("no key of this server");
    }

    @Test
    void aFileIsThereWhenItIsWholeAndNotBefore() throws Exception {
        server.sessions("bob@example.com", 2000);
        Path file = folder.resolve("sessions.jsonl");
        AtomicLong arrived = new AtomicLong();
        ExportManifest manifest = admin.exports()
                .toFile(ExportQuery.of("user:bob", ExportFormat.JSONL), file, bytes -> {
                    assertThat(file).doesNotExist();
                    arrived.set(bytes);
                });
        assertThat(arrived).hasValue(manifest.bytes()).hasValue(Files.size(file));
        assertThat(Files.readAllLines(file)).hasSize(2000);
        assertThat(admin.exports().find(manifest.id()).state()).isEqualTo(ExportView.State.COMPLETE);
        server.sessions("bob@example.com", MANY);
        assertThatThrownBy(() -> admin.exports().toFile(ExportQuery.of("user:bob", ExportFormat.JSONL), file, bytes -> {
                    if (bytes > 200_000) {
                        throw new IllegalStateException("after all not");
                    }
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(Files.readAllLines(file)).as("the former one").hasSize(2000);
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void aReaderWhoTakesTheirTimeGetsAllOfIt() throws Exception {
        server.sessions("bob@example.com", MANY);
        try (Reader slow = new Reader("q=user:bob")) {
            String head = slow.head();
            await().until(() -> server.isTrue("select count(*) > 0 from session_export where state = 'running'"));
            UUID late = server.sessions("bob@example.com", 1).getFirst();
            assertThat(head).startsWith("HTTP/1.1 200 OK");
            String body = slow.rest();
            assertThat(body.lines().count()).isEqualTo(MANY);
            assertThat(body).as("it began after the export did").doesNotContain(late.toString());
        }
        await().until(() -> server.isTrue("select state = 'complete' from session_export"));
    }

    @Test
    void whoEndsMeanwhileIsThereIfTheyHadBeenReadAndNotOtherwise() throws Exception {
        List<UUID> handles = server.sessions("bob@example.com", MANY).stream()
                .sorted(SessionExportTest::byText)
                .toList();
        UUID first = handles.getFirst();
        UUID last = handles.getLast();
        try (Reader slow = new Reader("q=user:bob")) {
            slow.head(); // the first have been read, and the last cannot have been: nobody takes so much
            admin.revoke(List.of(first, last), "meanwhile");
            String body = slow.rest();
            assertThat(body).contains(first.toString()).doesNotContain(last.toString());
            assertThat(body.lines().count()).isEqualTo(MANY - 1);
        }
    }

    @Test
    void aClientThatGoesAwayIsNoticedAndWrittenDown() throws Exception {
        server.sessions("bob@example.com", MANY);
        try (Reader reader = new Reader("q=user:bob")) {
            reader.head();
        }
        await().until(() -> server.isTrue(
                "select state = 'broken' and count between 1 and " + (MANY - 1) + " from session_export"));
        UUID id = UUID.fromString(server.rows("select id from session_export").getFirst());
        await().until(() -> told(id).size() == 2);
        assertThat(told(id).getLast().action()).isEqualTo("export.broken");
        assertThat(told(id).getLast().detail().path("why").asText()).contains("went away");
        ExportView view = admin.exports().find(id);
        assertThat(view.state()).isEqualTo(ExportView.State.BROKEN);
        assertThat(view.manifest()).isNull();
    }

    @Test
    void anOperatorWhoseSessionEndsGetsNoMoreAndKnowsThatItIsNotWhole() throws Exception {
        server.account("otto@example.com", "sessions:read");
        server.sessions("bob@example.com", MANY);
        try (PortcullisClient otto = server.loggedIn("otto@example.com")) {
            UUID own = otto.current().handle();
            Path file = folder.resolve("sessions.jsonl");
            assertThatThrownBy(() -> otto.exports()
                            .toFile(ExportQuery.of("user:bob", ExportFormat.JSONL), file, bytes -> {
                                if (admin.session(own).endedAt() == null) {
                                    admin.revoke(List.of(own), "dismissed");
                                    await("the server looks each second")
                                            .until(() -> server.isTrue(
                                                    "select clock_timestamp() > ended_at + interval '1.1 seconds'"
                                                            + " from session where handle = '" + own + "'"));
                                }
                            }))
                    .isInstanceOf(ExportException.class)
                    .hasMessageContaining("broke off");
            assertThat(file).doesNotExist();
        }
        await().until(() -> server.isTrue("select state = 'broken' from session_export"));
        UUID id = UUID.fromString(server.rows("select id from session_export").getFirst());
        await().until(() -> told(id).size() == 2);
        assertThat(told(id).getLast().detail().path("why").asText()).contains("may not read any more");
    }

    @Test
    void fewAreWrittenAtOnceAndTheNextIsToldToComeBack() throws Exception {
        server.sessions("bob@example.com", MANY);
        List<Reader> readers = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                Reader reader = new Reader("q=user:bob");
                readers.add(reader);
                reader.head();
            }
            HttpResponse<String> busy = get("q=user:bob");
            assertThat(busy.statusCode()).isEqualTo(503);
            assertThat(busy.headers().firstValue("Retry-After")).isPresent();
            assertThat(JSON.readTree(busy.body()).get("detail").asText()).contains("exports");
            readers.getFirst().rest();
            assertThat(get("q=ip:10.0.0.7").statusCode()).isEqualTo(200);
        } finally {
            for (Reader reader : readers) {
                reader.close();
            }
        }
    }

    @Test
    void oneWhoseServerIsGoneIsGivenUpAndWhatIsOldIsRemoved() throws Exception {
        ExportManifest whole = manifest(get("q=user:bob"));
        UUID lost = UUID.randomUUID();
        server.sql("""
                insert into session_export (id, state, by_name, query, states, format, begun_at, alive_at, count)
                select '%s', 'running', by_name, query, states, format, begun_at, now() - interval '3 minutes', 77 from session_export
                """.formatted(lost));
        Sweeper sweeper =
                new Sweeper(server.database(), Duration.ofDays(2), new dev.portcullis.cluster.Feed(server.database()));
        sweeper.giveUpExports();
        assertThat(admin.exports().find(lost).state()).isEqualTo(ExportView.State.BROKEN);
        assertThat(told(lost)).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("export.broken");
            assertThat(entry.detail().path("count").asInt()).isEqualTo(77);
        });
        sweeper.remove();
        assertThat(admin.exports().find(whole.id()).manifest()).isEqualTo(whole);
        server.sql("update session_export set begun_at = now() - interval '3 days'");
        sweeper.remove();
        assertThat(server.rows("select id from session_export")).isEmpty();
    }

    /** A client that reads when the test says so. */
    private final class Reader implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;

        Reader(String query) throws IOException {
            socket = new Socket();
            socket.setReceiveBufferSize(8 * 1024);
            socket.connect(new java.net.InetSocketAddress(
                    server.uri().getHost(), server.uri().getPort()));
            socket.setSoTimeout(20_000);
            in = new BufferedInputStream(socket.getInputStream(), 1024);
            OutputStream out = socket.getOutputStream();
            out.write(("GET /admin/v1/sessions/export?" + query + " HTTP/1.1\r\nHost: "
                            + server.uri().getAuthority() + "\r\nCookie: " + cookie + "\r\nConnection: close\r\n\r\n")
                    .getBytes(UTF_8));
            out.flush();
        }

        String head() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(UTF_8).endsWith("\r\n\r\n")) {
                head.write(in.read());
            }
            return head.toString(UTF_8);
        }

        /** The chunks that are left (RFC 9112 §7.1), up to the last one, which is empty. */
        String rest() throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int size = size(); size > 0; size = size()) {
                body.write(in.readNBytes(size));
                in.readNBytes(2);
            }
            return body.toString(UTF_8);
        }

        private int size() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\r'; c = in.read()) {
                line.append((char) c);
            }
            in.readNBytes(1);
            return Integer.parseInt(line.toString(), 16);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private HttpResponse<String> get(String query) throws Exception {
        return http.get("/admin/v1/sessions/export?" + encoded(query), "Cookie", cookie);
    }

    /** As browsers send it, but for what separates. */
    private static String encoded(String query) {
        return java.util.Arrays.stream(query.split("&"))
                .map(pair -> pair.substring(0, pair.indexOf('=') + 1)
                        + URLEncoder.encode(
                                pair.substring(pair.indexOf('=') + 1).replace('+', ' '), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private List<SessionView> lines(String query) throws Exception {
        HttpResponse<String> answer = get(query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/jsonl");
        List<SessionView> sessions = new ArrayList<>();
        for (String line : answer.body().lines().toList()) {
            sessions.add(Json.read(line.getBytes(UTF_8), SessionView.class));
        }
        assertThat(manifest(answer).count()).isEqualTo(sessions.size());
        return sessions;
    }

    private ExportManifest manifest(HttpResponse<?> export) throws Exception {
        String link = export.headers().firstValue("Link").orElseThrow();
        String path = link.substring(1, link.indexOf('>'));
        HttpResponse<String> answer = http.get(path, "Cookie", cookie);
        assertThat(answer.statusCode()).isEqualTo(200);
        return requireNonNull(
                Json.read(answer.body().getBytes(UTF_8), ExportView.class).manifest());
    }

    /** What the audit tells of an export, oldest first. */
    private List<AuditEntry> told(UUID id) {
        return admin.audit()
                .page(AuditQuery.newest(20).about("export:" + id))
                .items()
                .reversed();
    }

    private List<AuditEntry> entries() {
        return admin.audit().page(AuditQuery.newest(20)).items().reversed();
    }

    private Instant then() {
        return server.rows("select (extract(epoch from clock_timestamp()) * 1000000)::bigint").stream()
                .map(micros -> Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS))
                .findFirst()
                .orElseThrow();
    }

    private static int byText(UUID a, UUID b) {
        return a.toString().compareTo(b.toString());
    }

    /** RFC 4180, read back. */
    private static List<List<String>> cells(String csv) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            boolean twice = quoted && c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"';
            if (twice) {
                cell.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (quoted || (c != ',' && c != '\r' && c != '\n')) {
                cell.append(c);
            } else if (c != '\r') {
                row.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    rows.add(List.copyOf(row));
                    row.clear();
                }
            }
        }
        return rows;
    }
}
