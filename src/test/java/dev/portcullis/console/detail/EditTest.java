package dev.portcullis.console.detail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.FaultCode;
import dev.portcullis.api.Json;
import dev.portcullis.api.Permission;
import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.SessionPatch;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.detail.EditForm.Field;
import dev.portcullis.console.sessions.People;
import dev.portcullis.support.Turns;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A session is changed: what is typed, what it means, and what comes of it, without a stage. */
class EditTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final SessionView OWN = People.own();
    private static final EditForm.Frame FRAME = new EditForm.Frame(() -> People.NOW, BERLIN, OWN.handle());

    /** Has {@code orders:read}, ends at 02:01:11 (03:01:11 in Berlin), and holds "tenant" and "theme". */
    private static final SessionView ALICE = People.session(3, "alice.mendez@example.com");

    private final StagedAccess access = new StagedAccess();
    private final AtomicReference<@Nullable SessionView> done = new AtomicReference<>();

    @Test
    void timesAreTypedAsPeopleWriteThem() {
        Instant now = People.NOW; // 15:02:11 in Berlin
        assertThat(EndTime.parse("2026-11-24 18:00", now, BERLIN)).contains(Instant.parse("2026-11-24T17:00:00Z"));
        assertThat(EndTime.parse(" 2026-11-24 8:05:09", now, BERLIN)).contains(Instant.parse("2026-11-24T07:05:09Z"));
        assertThat(EndTime.parse("18:00", now, BERLIN)).contains(Instant.parse("2026-11-23T17:00:00Z"));
        assertThat(EndTime.parse("14:30", now, BERLIN)).contains(Instant.parse("2026-11-24T13:30:00Z"));
        assertThat(EndTime.parse("2h 30m", now, BERLIN)).contains(now.plusSeconds(9000));
        assertThat(EndTime.parse("90", now, BERLIN)).isEmpty();
        assertThat(EndTime.parse("soon", now, BERLIN)).isEmpty();
        assertThat(EndTime.parse("2026-13-24 18:00", now, BERLIN)).isEmpty();
        assertThat(EndTime.written(ALICE.expiresAt(), BERLIN)).isEqualTo("2026-11-24 03:01:11");
    }

    @Test
    void whatIsNotTouchedIsNotSent() {
        EditModel model = model(ALICE);
        assertThat(model.savableProperty().get()).isFalse();
        model.save();
        assertThat(access.asked).isEmpty();
        model.idleProperty().set("10m");
        assertThat(model.savableProperty().get()).isTrue();
        model.idleProperty().set("30m");
        assertThat(model.savableProperty().get()).isFalse();
        model.idleProperty().set("1800s");
        assertThat(model.savableProperty().get()).isFalse();
    }

    @Test
    void whatIsChangedIsSentAsAChange() {
        access.sessions.put(ALICE.handle(), ALICE);
        EditModel model = model(ALICE);
        model.kept().remove("orders:read");
        model.addedProperty().set("reports, billing");
        model.idleProperty().set("10m");
        model.endProperty().set("18:00");
        model.attributesProperty().set("{\"tenant\": \"acme\", \"seats\": 3}");
        assertThat(model.previewProperty().get()).matches("Nov 24, 2026, .* → Nov 23, 2026, .*, 2h 57m from now");
        model.save();
        await().until(() -> done.get() != null);
        SessionPatch patch = access.patches.getFirst();
        assertThat(patch.permissions()).containsExactly("billing", "reports");
        assertThat(patch.idleTtlSeconds()).isEqualTo(600);
        assertThat(patch.expiresAt()).isEqualTo(Instant.parse("2026-11-23T17:00:00Z"));
        assertThat(new String(Json.write(patch), StandardCharsets.UTF_8))
                .contains("\"attributes\":{\"theme\":null,\"seats\":3}");
    }

    @Test
    void whatIsWrongIsSaidAtItsFieldAndNothingIsSent() {
        EditModel model = model(ALICE);
        model.idleProperty().set("2h");
        model.endProperty().set("2026-11-25 18:00");
        model.attributesProperty().set("[1]");
        assertThat(model.faultsProperty().get()).containsOnlyKeys(Field.IDLE, Field.END, Field.ATTRIBUTES);
        assertThat(model.faultsProperty().get().get(Field.IDLE)).contains("shortened only", "30m");
        assertThat(model.faultsProperty().get().get(Field.END)).contains("brought forward only");
        assertThat(model.previewProperty().get()).isEmpty();
        model.save();
        assertThat(access.asked).isEmpty();
        model.idleProperty().set("long");
        model.endProperty().set("2026-11-22 18:00");
        model.attributesProperty().set("{\"tenant\": null}");
        assertThat(model.faultsProperty().get().values())
                .containsExactly(
                        "This is no duration. Write 10m, 90s or 1h 30m.",
                        "That time has passed. To end the session, end it.",
                        "Null cannot be kept. To remove a member, leave it out.");
        model.endProperty().set("whenever");
        model.attributesProperty().set("{\"a\": 1, \"a\": 2}");
        assertThat(model.faultsProperty().get().get(Field.END)).startsWith("This is no time");
        assertThat(model.faultsProperty().get().get(Field.ATTRIBUTES)).startsWith("This is no JSON object");
    }

    @Test
    void nobodyLocksThemselvesOut() {
        EditModel model = model(OWN);
        model.kept().remove(Permission.SESSIONS_READ);
        assertThat(model.faultsProperty().get()).containsOnlyKeys(Field.PERMISSIONS);
        model.kept().add(Permission.SESSIONS_READ);
        model.kept().remove(Permission.POLICY_WRITE);
        assertThat(model.faultsProperty().get()).isEmpty();
        model.endProperty().set("2m");
        model.idleProperty().set("10s");
        assertThat(model.faultsProperty().get()).containsOnlyKeys(Field.IDLE, Field.END);
        EditModel other = model(ALICE);
        other.endProperty().set("2m");
        other.idleProperty().set("10s");
        other.kept().clear();
        assertThat(other.faultsProperty().get()).isEmpty();
    }

    @Test
    void whatWasChangedMeanwhileIsShownBesideWhatIsWantedAndStaysWhenOneAppliesAgain() {
        SessionView seen = People.version(ALICE, 4, List.of("billing", "orders:read", "reports"));
        SessionView current = People.version(ALICE, 5, List.of("orders:read", "reports"));
        access.sessions.put(ALICE.handle(), current);
        access.refusal = refused(ProblemType.PRECONDITION_FAILED, null);
        EditModel model = model(seen);
        model.kept().remove("reports");
        model.idleProperty().set("10m");
        model.save();
        await().until(() -> model.conflictProperty().get() != null);
        assertThat(done.get()).isNull();
        assertThat(Objects.requireNonNull(model.conflictProperty().get()).clashes())
                .containsExactly(
                        new Clash(
                                "Permissions",
                                "billing, orders:read, reports",
                                "orders:read, reports",
                                "orders:read",
                                true),
                        new Clash("Idle limit", "30m", "30m", "10m", false));
        model.save();
        assertThat(access.patches).hasSize(1);
        model.applyAgain();
        await().until(() -> done.get() != null);
        assertThat(access.asked).contains("change 4", "change 5");
        assertThat(access.patches.getLast().permissions()).containsExactly("orders:read");
        assertThat(access.patches.getLast().idleTtlSeconds()).isEqualTo(600);
    }

    @Test
    void whatCannotBeMadeOfItAnyMoreTheFormSays() {
        SessionView current = shorter(ALICE, 300);
        access.sessions.put(ALICE.handle(), current);
        access.refusal = refused(ProblemType.PRECONDITION_FAILED, null);
        EditModel model = model(ALICE);
        model.idleProperty().set("10m");
        model.save();
        await().until(() -> model.conflictProperty().get() != null);
        model.applyAgain();
        assertThat(model.conflictProperty().get()).isNull();
        assertThat(model.faultsProperty().get()).containsOnlyKeys(Field.IDLE);
        assertThat(model.idleProperty().get()).isEqualTo("10m");
        assertThat(model.sessionProperty().get()).isEqualTo(current);
        assertThat(access.patches).hasSize(1);
    }

    @Test
    void whereOthersDidTheSameThereIsNothingLeftToDo() {
        SessionView current = shorter(ALICE, 600);
        access.sessions.put(ALICE.handle(), current);
        access.refusal = refused(ProblemType.PRECONDITION_FAILED, null);
        EditModel model = model(ALICE);
        model.idleProperty().set("10m");
        model.save();
        await().until(() -> model.conflictProperty().get() != null);
        model.applyAgain();
        assertThat(done.get()).isEqualTo(current);
        assertThat(access.patches).hasSize(1);
    }

    @Test
    void whatTheServerRefusesIsSaidAtItsField() {
        EditModel model = model(ALICE);
        model.addedProperty().set("nuclear");
        access.refusal = refused(
                ProblemType.INVALID_REQUEST,
                List.of(
                        Problem.Fault.of("#/permissions", FaultCode.NOT_OF_THE_ACCOUNT, "nuclear"),
                        Problem.Fault.of("#/idleTtlSeconds", FaultCode.LENGTHENED, 5400),
                        Problem.Fault.of("#/expiresAt", FaultCode.POSTPONED, "2026-03-01T12:00:00Z"),
                        new Problem.Fault("#/attributes", "Said by a newer server.", "newer", null)));
        model.save();
        await().until(() -> model.faultsProperty().get().containsKey(Field.PERMISSIONS));
        assertThat(model.faultsProperty().get())
                .containsOnly(
                        Map.entry(Field.PERMISSIONS, "The account does not have \"nuclear\"."),
                        Map.entry(Field.IDLE, "It can be shortened only; it is 1h 30m."),
                        Map.entry(
                                Field.END,
                                "It can be brought forward only; it is "
                                        + Figures.absolute(Instant.parse("2026-03-01T12:00:00Z")) + "."),
                        Map.entry(Field.ATTRIBUTES, "Said by a newer server."));
        assertThat(model.busyProperty().get()).isFalse();
        assertThat(model.addedProperty().get()).isEqualTo("nuclear");
        access.refusal = refused(ProblemType.SESSION_NOT_ACTIVE, null);
        model.addedProperty().set("billing");
        assertThat(model.faultsProperty().get()).isEmpty();
        model.save();
        await().until(() -> model.faultsProperty().get().containsKey(Field.NONE));
    }

    @Test
    void aMergePatchOfNestedAttributesSaysOnlyWhatIsOther() throws Exception {
        ObjectNode before = object("{\"a\":{\"x\":1,\"y\":2},\"b\":[1,2],\"c\":3}");
        ObjectNode after = object("{\"a\":{\"x\":1,\"z\":5},\"b\":[1],\"d\":true}");
        JsonNode patch = Draft.difference(before, after);
        assertThat(patch).isEqualTo(object("{\"c\":null,\"a\":{\"y\":null,\"z\":5},\"b\":[1],\"d\":true}"));
        assertThat(Draft.difference(before, before)).isEmpty();
    }

    private EditModel model(SessionView session) {
        return new EditModel(access, new Background(new Turns()), FRAME, session, done::set);
    }

    private static ObjectNode object(String json) throws Exception {
        return (ObjectNode) Json.readTree(json.getBytes(StandardCharsets.UTF_8));
    }

    private static SessionView shorter(SessionView s, long idle) {
        return new SessionView(
                s.handle(),
                s.account(),
                s.state(),
                null,
                null,
                null,
                null,
                s.createdAt(),
                s.authenticatedAt(),
                s.factors(),
                s.lastSeenAt(),
                s.lastSeenAt().plusSeconds(idle),
                s.expiresAt(),
                idle,
                s.absoluteTtlSeconds(),
                s.address(),
                s.userAgent(),
                s.device(),
                s.browser(),
                s.os(),
                s.deviceType(),
                s.network(),
                s.country(),
                s.asn(),
                s.asName(),
                s.newDevice(),
                s.newNetwork(),
                s.delivery(),
                s.permissions(),
                s.attributes(),
                s.tokens(),
                s.version() + 1,
                null);
    }

    static ClientException.Refused refused(ProblemType type, @Nullable List<Problem.Fault> faults) {
        return new ClientException.Refused(
                new Problem(type.urn(), type.title(), type.status(), "no", null, null, null, faults));
    }
}
