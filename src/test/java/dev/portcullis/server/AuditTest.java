package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.portcullis.api.AccountView;
import dev.portcullis.api.AuditAction;
import dev.portcullis.api.AuditEntry;
import dev.portcullis.api.AuditHead;
import dev.portcullis.api.AuditPage;
import dev.portcullis.api.AuditVerification;
import dev.portcullis.api.OwnPasswordChange;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.Receipt;
import dev.portcullis.api.RevocationLock;
import dev.portcullis.api.RevocationRequest;
import dev.portcullis.api.RevokedSessionPage;
import dev.portcullis.api.StepUpRequest;
import dev.portcullis.client.AuditQuery;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Subject;
import dev.portcullis.store.AuditStore;
import dev.portcullis.store.Database;
import dev.portcullis.store.RoleStore;
import dev.portcullis.support.Authenticator;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestDatabase;
import dev.portcullis.support.TestServer;
import dev.portcullis.support.TestService;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The audit over HTTP: what is written down, for whom it is shown, and that it holds. What tampering leaves: {@code AuditChainTest}. */
class AuditTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HERE = "198.51.100.7";

    private static TestServer server;
    private static Http http;
    private PortcullisClient admin;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        http = new Http(server.uri());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void logIn() {
        server.clear();
        admin = server.client(HERE, "Portcullis-Test/1");
        admin.logIn(new dev.portcullis.api.LoginRequest(TestServer.ADMIN, TestServer.ADMIN_PASSWORD, null));
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void anEntrySaysWhoDidWhatToWhomFromWhereByWhichSessionAndRequest() throws Exception {
        String cookie = TestService.adminCookie(server);
        HttpResponse<String> made = http.postJson(
                "/admin/v1/accounts",
                "{\"email\":\"ann@example.com\",\"password\":\"" + TestServer.PASSWORD + "\",\"roles\":[\"auditor\"]}",
                "Cookie",
                cookie,
                "X-Requested-By",
                "test",
                "X-Forwarded-For",
                HERE);
        assertThat(made.statusCode()).isEqualTo(201);
        String id = JSON.readTree(made.body()).get("id").asText();
        AuditEntry entry = newest();
        assertThat(entry.action()).isEqualTo("account.created");
        assertThat(entry.subject()).isEqualTo(new AuditEntry.Subject("account", id));
        assertThat(entry.actor().kind()).isEqualTo("account");
        assertThat(entry.actor().name()).isEqualTo(TestServer.ADMIN);
        assertThat(entry.actor().id())
                .isEqualTo(admin.account(TestServer.ADMIN).orElseThrow().id().toString());
        assertThat(entry.actor().session()).isNotNull();
        assertThat(entry.address()).isEqualTo(HERE);
        assertThat(made.headers().firstValue("X-Request-Id")).hasValue(entry.request());
        assertThat(entry.detail().path("email").asText()).isEqualTo("ann@example.com");
        assertThat(entry.detail().path("roles")).isEqualTo(JSON.readTree("[\"auditor\"]"));
    }

    @Test
    void whatAServiceDoesIsWrittenDownUnderItsOwnName() throws Exception {
        TestService robot = TestService.register(server, "robot" + UUID.randomUUID(), false, "sessions:revoke");
        server.account("bob@example.com");
        UUID session = server.loggedIn("bob@example.com").current().handle();
        http.postJson(
                "/admin/v1/revocations",
                "{\"handles\":[\"" + session + "\"],\"reason\":\"stolen\"}",
                "Authorization",
                "Bearer " + robot.token());
        AuditEntry entry = newest("sessions.revoked");
        assertThat(entry.actor().kind()).isEqualTo("client");
        assertThat(entry.actor().id()).isEqualTo(robot.id());
        assertThat(entry.actor().session()).isNull();
    }

    @Test
    void aRevocationIsWrittenDownWithItsReasonItsReceiptAndWhatItEnded() {
        server.account("bob@example.com");
        UUID session = server.loggedIn("bob@example.com").current().handle();
        Receipt receipt = admin.revoke(List.of(session, UUID.randomUUID()), "stolen laptop");
        AuditEntry done = newest("revocation.done");
        assertThat(done.detail().path("digest").asText()).isEqualTo(receipt.digest());
        AuditEntry entry = newest("sessions.revoked");
        assertThat(entry.subject())
                .isEqualTo(new AuditEntry.Subject("revocation", receipt.id().toString()));
        assertThat(entry.detail())
                .isEqualTo(JsonNodeFactory.instance
                        .objectNode()
                        .put("reason", "stolen laptop")
                        .put("matched", 1)
                        .put("ended", 1)
                        .set("sessions", JsonNodeFactory.instance.arrayNode().add(session.toString())));
    }

    @Test
    void anEntryAboutManyNamesAHundredAndSaysHowManyMoreTheRevocationHas() {
        server.account("crowd@example.com");
        List<UUID> sessions = server.sessions("crowd@example.com", 103);
        Receipt receipt = admin.revocations()
                .revoke(RevocationRequest.end(sessions)
                        .because("all of them")
                        .locking(new RevocationLock(true, null, 5, null)));
        AuditEntry entry = newest("sessions.revoked");
        assertThat(entry.detail().path("ended").asInt()).isEqualTo(103);
        assertThat(entry.detail().path("sessions")).hasSize(100);
        assertThat(entry.detail().path("more").asInt()).isEqualTo(3);
        assertThat(entry.subject().id()).isEqualTo(receipt.id().toString());
        assertThat(admin.revocations().sessions(receipt.id(), null, 1000).items())
                .extracting(RevokedSessionPage.Item::handle)
                .containsExactlyInAnyOrderElementsOf(sessions);
        assertThat(newest("account.locked").detail().has("more")).isFalse();
    }

    @Test
    void operatorsLoginsAreWrittenDownAndOrdinaryUsersAreNot() throws Exception {
        server.account("bob@example.com", "orders:read");
        server.account("otto@example.com", "sessions:read");
        long before = seq();
        server.loggedIn("bob@example.com").close();
        http.logInForTokens("bob@example.com", TestServer.PASSWORD);
        assertThat(seq()).isEqualTo(before);
        try (PortcullisClient otto = server.loggedIn("otto@example.com")) {
            assertThat(seq()).isEqualTo(before + 1);
            AuditEntry login = newest();
            assertThat(login.action()).isEqualTo("operator.logged_in");
            assertThat(login.subject().id()).isEqualTo(otto.current().handle().toString());
            otto.stepUp(new StepUpRequest(TestServer.PASSWORD, null, null));
            assertThat(newest().action()).isEqualTo("operator.reauthenticated");
        }
    }

    @Test
    void usersOwnChangesOfPasswordAndFactorsAreWrittenDown() {
        server.account("bob@example.com");
        try (PortcullisClient bob = server.loggedIn("bob@example.com")) {
            long before = seq();
            bob.changePassword(new OwnPasswordChange(TestServer.PASSWORD, TestServer.PASSWORD + " 2", null));
            String secret = bob.beginTotp().secret();
            bob.confirmTotp(Authenticator.of(secret).code());
            bob.renewRecoveryCodes();
            bob.removeTotp();
            List<AuditEntry> entries = since(before);
            assertThat(entries)
                    .extracting(AuditEntry::action)
                    .containsExactly("account.password_changed", "factor.changed", "factor.changed", "factor.changed");
            assertThat(entries)
                    .allSatisfy(entry -> assertThat(entry.actor().id())
                            .isEqualTo(entry.subject().id()));
            assertThat(entries.subList(1, 4))
                    .extracting(entry -> entry.detail().path("change").asText())
                    .containsExactly("enrolled", "recovery-codes", "removed");
        }
    }

    @Test
    void whoReadsTheAuditIsWrittenDown() {
        long before = seq();
        admin.audit().page(AuditQuery.newest(10).by(TestServer.ADMIN).with("ann"));
        admin.audit().entry(before);
        admin.audit().head();
        AuditVerification verified = admin.audit().verify();
        List<AuditEntry> entries = since(before);
        assertThat(entries)
                .extracting(AuditEntry::action)
                .containsExactly("audit.read", "audit.read", "audit.head_read", "audit.verified");
        assertThat(entries.getFirst().detail().path("actor").asText()).isEqualTo(TestServer.ADMIN);
        assertThat(entries.getFirst().detail().path("q").asText()).isEqualTo("ann");
        assertThat(entries.get(1).subject()).isEqualTo(new AuditEntry.Subject("audit", Long.toString(before)));
        assertThat(entries.getLast().detail().path("ok").asBoolean()).isTrue();
        assertThat(entries.getLast().detail().path("entries").asLong()).isEqualTo(verified.entries());
    }

    @Test
    void anEntryIsShownByItsNumberAndThereAreNoOthers() throws Exception {
        AuditEntry newest = admin.audit().page(AuditQuery.newest(1)).items().getFirst();
        assertThat(admin.audit().entry(newest.seq())).isEqualTo(newest);
        long before = seq();
        for (String none : List.of("0", "-1", "x", "99999999", "99999999999999999999")) {
            assertThat(get("/" + none).statusCode()).as(none).isEqualTo(404);
        }
        assertThat(since(before)).extracting(AuditEntry::action).doesNotContain("audit.read");
    }

    @Test
    void itIsListedNewestFirstByPagesAndWhatComesMeanwhileShiftsNothing() {
        IntStream.range(0, 5).forEach(i -> admin.administration().makeRole("page" + i + UUID.randomUUID(), List.of()));
        AuditQuery roles = AuditQuery.newest(2).of("role.changed");
        AuditPage first = admin.audit().page(roles);
        AuditPage second = admin.audit().page(roles.after(first.next()));
        List<AuditEntry> both = new ArrayList<>(first.items());
        both.addAll(second.items());
        assertThat(both).extracting(AuditEntry::seq).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(both)
                .extracting(entry -> String.valueOf(entry.subject().id()).substring(0, 5))
                .containsExactly("page4", "page3", "page2", "page1");
        assertThat(first.total()).isEqualTo(second.total()).isGreaterThanOrEqualTo(5);
        AuditPage newer =
                admin.audit().page(roles.before(second.items().getLast().seq()));
        assertThat(newer.items())
                .extracting(AuditEntry::seq)
                .isEqualTo(both.subList(1, 3).stream().map(AuditEntry::seq).toList());
        AuditPage all = admin.audit().page(AuditQuery.newest(1000));
        assertThat(all.total())
                .isEqualTo(all.items().getFirst().seq())
                .isEqualTo(all.items().size());
        assertThat(all.next()).isNull();
    }

    @Test
    void itIsFilteredByActorActionSubjectTimeAndWords() {
        AccountView ann = admin.createAccount(
                new dev.portcullis.api.NewAccount("ann@example.com", null, TestServer.PASSWORD, null, null));
        AuditQuery any = AuditQuery.newest(100);
        AuditEntry made =
                admin.audit().page(any.about("account:" + ann.id())).items().getFirst();
        assertThat(made.action()).isEqualTo("account.created");
        assertThat(seqs(any.of("account.created").with("ANN@example"))).contains(made.seq());
        assertThat(seqs(any.by(TestServer.ADMIN.toUpperCase(java.util.Locale.ROOT))))
                .contains(made.seq());
        assertThat(seqs(any.by(String.valueOf(made.actor().id())).about("account")))
                .contains(made.seq());
        assertThat(seqs(any.by("portcullis"))).doesNotContain(made.seq()).isNotEmpty();
        assertThat(seqs(any.between(made.at(), made.at().plusNanos(1000)))).containsExactly(made.seq());
        assertThat(seqs(any.between(null, made.at()))).doesNotContain(made.seq());
        assertThat(seqs(any.about("account:" + ann.id()).with("ann@example.com " + HERE)))
                .containsExactly(made.seq());
        assertThat(seqs(any.with("100%"))).as("no pattern").isEmpty();
    }

    @Test
    void wrongQuestionsAreAnsweredInWords() throws Exception {
        for (String wrong : List.of(
                "?action=nonsense",
                "?subject=nonsense",
                "?subject=account:",
                "?from=yesterday",
                "?to=2026-13-01T00:00:00Z",
                "?from=%2B300000-01-01T00:00:00Z",
                "?to=1969-12-31T23:59:59Z",
                "?after=0",
                "?after=x",
                "?before=-3",
                "?after=3&before=3",
                "?limit=0",
                "?limit=1001",
                "?actor=a&actor=b",
                "?q=%00",
                "?q=a+b+c+d+e+f+g+h+i+j+k",
                "/export?format=xml",
                "/export?action=nonsense",
                "/export?to=-4800-01-01T00:00:00Z")) {
            HttpResponse<String> refused = get(wrong);
            assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
            assertThat(JSON.readTree(refused.body()).get("detail").asText()).isNotEmpty();
        }
    }

    @Test
    void thirtyTwoThatAreAuditedAtOnceMakeAChainWithoutGaps() throws Exception {
        long before = seq();
        String run = UUID.randomUUID().toString();
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            String role = "many" + i + "-" + run;
            calls.add(() -> {
                for (int j = 0; j < 4; j++) {
                    admin.administration().makeRole(role + "-" + j, List.of("p" + j));
                }
                return true;
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> call : threads.invokeAll(calls)) {
                assertThat(call.get()).isTrue();
            }
        }
        List<AuditEntry> entries = since(before);
        assertThat(entries).hasSize(128);
        assertThat(entries)
                .extracting(AuditEntry::seq)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(before + 1, before + 128).boxed().toList());
        assertThat(entries).extracting(AuditEntry::at).isSorted();
        assertThat(admin.audit().verify().ok()).isTrue();
    }

    @Test
    void whatIsUndoneLeavesNoEntry() {
        server.account("ann@example.com");
        AccountView ann = admin.account("ann@example.com").orElseThrow();
        long before = seq();
        assertThatThrownBy(() -> admin.administration()
                        .change(ann, dev.portcullis.api.AccountChange.toRoles(List.of("there-is-none"))))
                .isInstanceOf(ClientException.Refused.class);
        AccountView self = admin.account(TestServer.ADMIN).orElseThrow();
        assertThatThrownBy(() -> admin.administration().delete(self)).isInstanceOf(ClientException.Refused.class);
        assertThatThrownBy(() -> server.database().transact(transaction -> {
                    note(transaction);
                    throw new IllegalArgumentException("after all not");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(since(before)).extracting(AuditEntry::action).allMatch(action -> action.equals("request.refused"));
        assertThat(admin.audit().verify().ok()).isTrue();
    }

    /** The mechanism by which nothing is forgotten: what administrators decide does not commit without its entry. */
    @Test
    void aChangeOfWhichTheAuditWouldNotTellDoesNotCommit() {
        Database database = server.database();
        assertThatThrownBy(() -> database.transact(transaction -> RoleStore.add(transaction, "forgotten", List.of())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the audit would not tell");
        assertThat(server.rows("select name from role where name = 'forgotten'"))
                .isEmpty();
        assertThatThrownBy(() -> database.atOnce(transaction -> RoleStore.add(transaction, "forgotten", List.of())))
                .isInstanceOf(IllegalStateException.class);
        assertThat(server.rows("select name from role where name = 'forgotten'"))
                .isEmpty();
    }

    /** The head is the last lock: whoever has much to do keeps nobody else from being audited meanwhile. */
    @Test
    void aLongTransactionTakesTheHeadOnlyAtItsEnd() {
        long before = seq();
        server.database().transact(transaction -> {
            note(transaction);
            admin.administration().makeRole("meanwhile" + UUID.randomUUID(), List.of()); // is answered before this ends
            return true;
        });
        assertThat(since(before))
                .extracting(entry -> entry.subject().id())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("meanwhile"),
                        second -> assertThat(second).isEqualTo("long"));
    }

    private static void note(dev.portcullis.store.Transaction transaction) {
        AuditStore.note(
                transaction,
                Operator.OURSELVES,
                AuditAction.ROLE_CHANGED,
                Subject.role("long"),
                JsonNodeFactory.instance.objectNode());
    }

    @Test
    void theHeadIsOfTheEntryBeforeItWasAskedFor() {
        long before = seq();
        AuditHead head = admin.audit().head();
        assertThat(head.seq()).isEqualTo(before);
        assertThat(head.mac()).isEqualTo(admin.audit().entry(before).mac());
        assertThat(admin.audit().verify().head()).isNotNull();
    }

    @Test
    void tamperingShowsInTheVerificationAndIsWrittenDown() {
        long seq = seq();
        try (TestServer other = TestServer.start();
                PortcullisClient theirs = other.admin()) {
            other.sql("alter table audit_entry disable trigger all;"
                    + "update audit_entry set actor_name = 'Mallory' where seq = 2");
            AuditVerification outcome = theirs.audit().verify();
            assertThat(outcome.ok()).isFalse();
            assertThat(outcome.firstBad()).isEqualTo(2);
            assertThat(outcome.head()).isNull();
            AuditEntry entry = theirs.audit()
                    .page(AuditQuery.newest(1).of("audit.verified"))
                    .items()
                    .getFirst();
            assertThat(entry.detail().path("ok").asBoolean(true)).isFalse();
            assertThat(entry.detail().path("firstBad").asInt()).isEqualTo(2);
        }
        assertThat(seq()).as("another database's is another chain").isEqualTo(seq);
    }

    @Test
    void itIsExportedAsJsonLinesAndAsCsvInWhichNoCellIsAFormula() throws Exception {
        String run = UUID.randomUUID().toString();
        admin.createAccount(new dev.portcullis.api.NewAccount(
                "=cmd@example.com", "name, \"quoted\"", TestServer.PASSWORD, null, null));
        admin.administration().makeRole("export-" + run, List.of());
        HttpResponse<String> lines = get("/export?action=role.changed&q=" + run);
        assertThat(lines.statusCode()).isEqualTo(200);
        assertThat(lines.headers().firstValue("Content-Type")).hasValue("application/jsonl");
        JsonNode only = JSON.readTree(lines.body());
        assertThat(lines.body()).hasLineCount(1);
        assertThat(only)
                .isEqualTo(JSON.readTree(get("/" + only.get("seq").asLong()).body()));
        HttpResponse<String> csv = get("/export?format=csv");
        assertThat(csv.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(csv.headers().firstValue("Content-Disposition")).hasValue("attachment; filename=\"audit.csv\"");
        assertThat(csv.body()).startsWith("seq,at,actor kind").contains("\"{\"\"email\"\":\"\"=cmd@example.com\"\"");
        AuditEntry entry = newest();
        assertThat(entry.action()).isEqualTo("audit.exported");
        assertThat(entry.detail().path("format").asText()).isEqualTo("csv");
        assertThat(csv.body().split("\r\n"))
                .as("a head, and all up to then")
                .hasSize(entry.detail().path("upTo").asInt() + 1);
    }

    @Test
    void anAuditorWhoseSessionEndsGetsNoMoreOfAnExport() throws Exception {
        try (TestServer other = TestServer.start();
                PortcullisClient theirs = other.admin();
                HttpClient raw = HttpClient.newHttpClient()) {
            other.account("otto@example.com", "audit:read");
            // More than the buffers between the server and a reader that does not read.
            other.sql("""
                    insert into audit_entry (seq, at, actor_kind, actor_name, action, subject_kind, detail, key_id, mac)
                    select seq + i, at, 'system', 'portcullis', 'audit.read', 'audit', '{"q":"' || repeat('x', 1000) || '"}', '', mac
                    from audit_head, generate_series(1, 12000) i;
                    update audit_head set seq = seq + 12000
                    """);
            HttpResponse<String> login = new Http(other.uri()).logIn("otto@example.com", TestServer.PASSWORD);
            String own = JSON.readTree(login.body()).at("/session/handle").asText();
            HttpResponse<InputStream> export = raw.send(
                    HttpRequest.newBuilder(other.uri().resolve("/admin/v1/audit/export"))
                            .header("Cookie", Http.cookie(login))
                            .build(),
                    BodyHandlers.ofInputStream());
            assertThat(export.statusCode()).isEqualTo(200);
            try (InputStream body = export.body()) {
                assertThat(body.readNBytes(1000)).as("it is under way").hasSize(1000);
                theirs.revoke(List.of(UUID.fromString(own)), "dismissed");
                await("the server looks each second")
                        .until(() -> other.isTrue("select clock_timestamp() > ended_at + interval '1.1 seconds'"
                                + " from session where handle = '" + own + "'"));
                assertThatThrownBy(body::readAllBytes).as("it breaks off").isInstanceOf(IOException.class);
            }
        }
    }

    /** RFC 4180 §2, and OWASP's advice on what spreadsheets compute. */
    @Test
    void aCellIsQuotedAndNeverComputed() {
        assertThat(Csv.row("a", null, "", "b,c", "d\"e", "f\ng")).isEqualTo("a,,,\"b,c\",\"d\"\"e\",\"f\ng\"\r\n");
        for (String formula : List.of("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\uff1d1")) {
            assertThat(Csv.cell(formula)).isEqualTo("'" + formula);
        }
        assertThat(Csv.cell("\rx,\"")).isEqualTo("\"'\rx,\"\"\"");
    }

    /** The server's role, if it is no superuser, as it should be. */
    @Test
    void theServersOwnRoleCannotChangeWhatIsWritten() {
        Database.Address owner = TestDatabase.emptyOwnedBy("portcullis_app");
        try (TestServer plain = TestServer.start(owner)) {
            for (String statement : List.of(
                    "update audit_entry set actor_name = 'Mallory'",
                    "delete from audit_entry",
                    "truncate audit_entry",
                    "delete from audit_head",
                    "truncate audit_head")) {
                assertThatThrownBy(() -> plain.sql(statement))
                        .as(statement)
                        .hasMessageContaining("permission denied for table audit_");
            }
            assertThatThrownBy(() -> plain.sql("update audit_head set seq = 0"))
                    .hasMessageContaining("the audit is append-only");
            assertThatThrownBy(() -> plain.sql("set session_replication_role = replica"))
                    .hasMessageContaining("permission denied");
            try (PortcullisClient client = plain.admin()) {
                assertThat(client.audit().verify().ok()).isTrue();
            }
        }
    }

    @Test
    void entriesAreCounted() throws Exception {
        long before = server.database().audited();
        String cookie = TestService.adminCookie(server); // whose login is one
        assertThat(http.get("/metrics", "Cookie", cookie).body())
                .contains("portcullis_audit_entries_total " + (before + 1) + ".0");
    }

    @Test
    void onlyThoseWhoAuditReadIt() {
        server.account("otto@example.com", "sessions:read", "sessions:revoke", "accounts:write", "policy:write");
        try (PortcullisClient otto = server.loggedIn("otto@example.com")) {
            assertThatThrownBy(() -> otto.audit().head())
                    .isInstanceOfSatisfying(
                            ClientException.Refused.class,
                            e -> assertThat(e.type()).hasValue(ProblemType.FORBIDDEN));
        }
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return http.get("/admin/v1/audit" + path, "Cookie", TestService.adminCookie(server));
    }

    private List<Long> seqs(AuditQuery query) {
        return admin.audit().page(query).items().stream().map(AuditEntry::seq).toList();
    }

    /** Behind the server's back, which leaves no entry. */
    private static long seq() {
        return server.database().read(AuditStore::newest).head().seq();
    }

    private AuditEntry newest() {
        return admin.audit().entry(seq());
    }

    /** Of this action. */
    private AuditEntry newest(String action) {
        return admin.audit().page(AuditQuery.newest(10)).items().stream()
                .filter(entry -> entry.action().equals(action))
                .findFirst()
                .orElseThrow();
    }

    /** Oldest first. */
    private List<AuditEntry> since(long seq) {
        long last = seq();
        return last == seq
                ? List.of()
                : admin.audit().page(AuditQuery.newest(1000).before(seq)).items().reversed().stream()
                        .filter(entry -> entry.seq() <= last)
                        .toList();
    }
}
