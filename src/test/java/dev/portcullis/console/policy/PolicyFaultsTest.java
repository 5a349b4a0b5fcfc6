package dev.portcullis.console.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.FaultCode;
import dev.portcullis.api.PolicyDocument;
import dev.portcullis.api.PolicyDocument.AtLimit;
import dev.portcullis.api.PolicyDocument.Limits;
import dev.portcullis.api.Problem.Fault;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Language;
import dev.portcullis.console.common.Text;
import dev.portcullis.session.PolicyRules;
import dev.portcullis.support.Gallery;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.layout.GridPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/** What is unwise in a policy, or wrong, is said in the operator's language; what this console does not know, as the server says it. */
class PolicyFaultsTest {
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;

    @BeforeAll
    static void javafx() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @AfterEach
    void speakEnglish() {
        Text.speak(Language.ENGLISH);
    }

    @Test
    void ofOneSessionItIsSaidThatItEndsOrGoesOn() {
        assertThat(Text.get("policy.what-if.now", 1, 1L)).isEqualTo("ends now, of 1 user");
        assertThat(Text.get("policy.what-if.now", 1, 2L)).isEqualTo("end now, of 1 user");
        assertThat(Text.get("policy.what-if.rest", 1L)).isEqualTo("goes on");
        Text.speak(Language.GERMAN);
        assertThat(Text.get("policy.what-if.now", 0, 0L)).isEqualTo("enden sofort, von niemandem");
        assertThat(Text.get("policy.what-if.now", 1, 1L)).isEqualTo("endet sofort, von 1 Benutzer");
        assertThat(Text.get("policy.what-if.rest", 2L)).isEqualTo("laufen weiter");
    }

    @Test
    void inEnglishItIsWhatTheServerSays() {
        List<Fault> all = Stream.of(limits(2 * HOUR, 48 * HOUR, 90), limits(30 * MINUTE, 13 * HOUR, 10))
                .flatMap(limits -> PolicyRules.warnings(policy(limits)).stream())
                .toList();
        assertThat(all)
                .extracting(Fault::code)
                .containsExactlyInAnyOrderElementsOf(Stream.of(
                                FaultCode.IDLE_BEYOND_AAL2,
                                FaultCode.IDLE_BEYOND_AAL3,
                                FaultCode.ABSOLUTE_BEYOND_AAL2,
                                FaultCode.ABSOLUTE_BEYOND_AAL3,
                                FaultCode.LONG_GRACE)
                        .map(FaultCode::wire)
                        .toList());
        assertThat(all)
                .allSatisfy(fault -> assertThat(PolicyFaults.sentence(fault)).isEqualTo(fault.detail()));
        assertThat(PolicyRules.warnings(policy(limits(15 * MINUTE, 12 * HOUR, MINUTE))))
                .isEmpty();
    }

    @Test
    void inGermanItIsGermanAndWhatIsNotKnownIsTheServers() {
        Text.speak(Language.GERMAN);
        List<Fault> warnings = Stream.concat(
                        PolicyRules.warnings(policy(limits(2 * HOUR, 12 * HOUR, 10))).stream(),
                        Stream.of(
                                new Fault(
                                        Place.LIFETIME + "/absoluteTtlSeconds",
                                        "Said by a newer server.",
                                        "newer",
                                        null),
                                new Fault(
                                        Place.LIFETIME + "/accessTtlSeconds", "Said by an older server.", null, null)))
                .toList();
        assertThat(shown(warnings))
                .containsExactly(
                        "Leerlauf: NIST SP 800-63B-4 verlangt höchstens 1 h ohne Benutzung bei AAL2, 15 min bei AAL3.",
                        Text.get("policy.limit.absolute") + ": Said by a newer server.",
                        Text.get("policy.limit.access") + ": Said by an older server.");
    }

    @Test
    void whatIsWrongIsSaidInTheWordsOfTheForm() {
        Fault longer =
                PolicyRules.faults(policy(limits(24 * HOUR, 12 * HOUR, 10))).getFirst();
        Fault outside = Fault.of(Place.LIFETIME + "/idleTtlSeconds", FaultCode.NOT_A_NUMBER, 1, 31_536_000);
        Fault roles = Fault.of("#/policy/roles", FaultCode.TOO_MANY_MEMBERS, 200);
        Fault quota = Fault.of(Place.QUOTA_SESSIONS, FaultCode.NOT_A_NUMBER, 0, 10_000);

        assertThat(PolicyFaults.sentence(longer)).isEqualTo("It must not be longer than Absolute, which is 12h.");
        assertThat(PolicyFaults.sentence(outside)).isEqualTo("It must be from 1s to 365d.");
        assertThat(PolicyFaults.sentence(quota)).isEqualTo("It must be a whole number from 0 to 10000.");

        Text.speak(Language.GERMAN);
        assertThat(PolicyFaults.sentence(longer)).isEqualTo("Das darf nicht länger sein als „Höchstdauer“ (12h).");
        assertThat(PolicyFaults.sentence(outside)).isEqualTo("Das muss zwischen 1s und 365d liegen.");
        assertThat(PolicyFaults.sentence(roles)).isEqualTo("Höchstens 200.");
    }

    @Test
    void aPlaceHasTheNameThatStandsOnTheScreen() {
        assertThat(Place.name(Place.LIFETIME + "/idleTtlSeconds")).isEqualTo("Everybody · Idle");
        assertThat(Place.name(Place.ofRole("on/call~1") + "/absoluteTtlSeconds"))
                .isEqualTo("on/call~1 · Absolute");
        assertThat(Place.name("#/policy/roles")).isEqualTo("Lifetime");
        assertThat(Place.name(Place.ofRole("operator"))).isEqualTo("operator");
        assertThat(Place.name(Place.FACTOR_ROLES + "/2")).isEqualTo("Second factor · And these roles");
        assertThat(Place.name(Place.GUESSING_WINDOW)).isEqualTo("Guessing · Within");
        assertThat(Place.name(Place.NETWORKS + "/1/ranges/0")).isEqualTo("Networks");
        assertThat(Place.name("#/policy/newer/thing")).isEqualTo("newer/thing");
    }

    private static List<String> shown(List<Fault> warnings) {
        try (PortcullisClient unasked = new PortcullisClient(URI.create("http://127.0.0.1:1"), "test", Map.of())) {
            return Gallery.fx(() -> {
                GridPane grid = new GridPane();
                PolicyModel model = new PolicyModel(
                        PolicyAccess.of(unasked), new Background(), true, Duration.ZERO, new PolicyDraft());
                new LimitsTable(model, grid, new MenuButton()).show(List.of(), warnings);
                return grid.lookupAll(".field-warning").stream()
                        .map(node -> ((Label) node).getText())
                        .toList();
            });
        }
    }

    private static Limits limits(int idle, int absolute, int grace) {
        return new Limits(idle, absolute, 5 * MINUTE, 12 * HOUR, grace);
    }

    private static PolicyDocument policy(Limits lifetime) {
        return new PolicyDocument(
                lifetime,
                Map.of(),
                new PolicyDocument.Quota(0, AtLimit.REJECT),
                new PolicyDocument.SecondFactor(false, List.of()),
                new PolicyDocument.StepUp(900, 20),
                new PolicyDocument.Guessing(20, 100, 900),
                List.of());
    }
}
