package dev.portcullis.console.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.PolicyAdvice;
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
import java.util.Objects;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/** What is unwise in a policy is said in the operator's language; what this console does not know, as the server says it. */
class AdviceTest {
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
    void inEnglishItIsWhatTheServerSays() {
        List<Fault> all = Stream.of(limits(2 * HOUR, 48 * HOUR, 90), limits(30 * MINUTE, 13 * HOUR, 10))
                .flatMap(limits -> PolicyRules.warnings(policy(limits)).stream())
                .toList();
        assertThat(all)
                .extracting(Fault::code)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(PolicyAdvice.values()).map(PolicyAdvice::wire).toList());
        assertThat(all)
                .allSatisfy(
                        fault -> assertThat(fault.detail()).isEqualTo(advice(Objects.requireNonNull(fault.code()))));
        assertThat(PolicyRules.warnings(policy(limits(15 * MINUTE, 12 * HOUR, MINUTE))))
                .isEmpty();
    }

    @Test
    void inGermanItIsGermanAndWhatIsNotKnownIsTheServers() {
        Text.speak(Language.GERMAN);
        List<Fault> warnings = Stream.concat(
                        PolicyRules.warnings(policy(limits(2 * HOUR, 12 * HOUR, 10))).stream(),
                        Stream.of(
                                new Fault(Place.LIFETIME + "/absoluteTtlSeconds", "Said by a newer server.", "newer"),
                                new Fault(Place.LIFETIME + "/accessTtlSeconds", "Said by an older server.")))
                .toList();
        assertThat(shown(warnings))
                .containsExactly(
                        "Leerlauf: NIST SP 800-63B-4 verlangt höchstens 1 h ohne Benutzung bei AAL2, 15 min bei AAL3.",
                        Text.get("policy.limit.absolute") + ": Said by a newer server.",
                        Text.get("policy.limit.access") + ": Said by an older server.");
    }

    private static List<String> shown(List<Fault> warnings) {
        try (PortcullisClient unasked = new PortcullisClient(URI.create("http://127.0.0.1:1"), "test", Map.of())) {
            return Gallery.fx(() -> {
                GridPane grid = new GridPane();
                PolicyModel model = new PolicyModel(
                        PolicyAccess.of(unasked), new Background(), true, Duration.ZERO, new PolicyDraft());
                new LimitsTable(model, grid).show(List.of(), warnings);
                return grid.lookupAll(".field-warning").stream()
                        .map(node -> ((Label) node).getText())
                        .toList();
            });
        }
    }

    private static String advice(String code) {
        return Text.get("policy.advice." + code);
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
