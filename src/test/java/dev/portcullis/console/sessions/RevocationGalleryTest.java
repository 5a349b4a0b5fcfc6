package dev.portcullis.console.sessions;

import static org.awaitility.Awaitility.await;

import dev.portcullis.api.Receipt;
import dev.portcullis.api.RevocationAction;
import dev.portcullis.api.RevocationPlan;
import dev.portcullis.api.RevocationRequest;
import dev.portcullis.api.RevocationResult;
import dev.portcullis.api.RevocationView;
import dev.portcullis.api.RevokedSessionPage;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Theme;
import dev.portcullis.console.revoke.Revocation;
import dev.portcullis.console.revoke.RevocationAccess;
import dev.portcullis.console.revoke.Revoking;
import dev.portcullis.console.revoke.Target;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Draws the dialog in which sessions are ended or suspended, what comes of it, and the receipt. */
class RevocationGalleryTest extends SessionsGallery {
    @ParameterizedTest
    @CsvSource({"DARK,1440,900", "LIGHT,1440,900"})
    void theReceiptSaysWhatWasEndedWhere(Theme theme, int width, int height) throws Exception {
        FakeSource source = new FakeSource(People.crowd(400), People.stats(400, 0));
        show(source, theme, width, height);
        await().until(() -> fx(() -> model.rows().size() == 400));
        Receipt receipt = new Receipt(
                UUID.fromString("0199f3a8-71c4-7d0e-9b1f-4c3344556677"),
                People.NOW,
                RevocationAction.END,
                "nadia.k@example.com",
                "phishing",
                385,
                383,
                0,
                0,
                0,
                2,
                null,
                0,
                List.of(),
                7,
                null,
                List.of(
                        new Receipt.Node("node-a", 6.21),
                        new Receipt.Node("node-b", 11),
                        new Receipt.Node("node-c", 18)),
                "e30..e30");
        try (Revocation revocation = fx(() -> revocation(new StagedRevocation(plan(), receipt)))) {
            fx(() -> {
                revocation.ask(
                        stage.getScene(), new Target.Matching("network:elsewhere idle<20m"), RevocationAction.END);
                return null;
            });
            await().until(() -> fx(this::words).contains("End 385 sessions?"));
            write("Credential phishing, incident 4417");
            picture("revoke", theme, width, height);
            write("end 385");
            await().until(() -> fx(() -> words()).contains("383 sessions ended everywhere"));
            picture("receipt", theme, width, height);
            fx(() -> {
                ((Button) stage.getScene().lookup("#receipt-show")).fire();
                return null;
            });
            await().until(() -> fx(() -> words()).contains("385 of 385"));
            picture("receipt-details", theme, width, height);
            fx(() -> {
                revocation.close();
                return null;
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"DARK,1440,900", "LIGHT,1000,700"})
    void aSuspensionSaysForHowLongAndWhatIsLockedWithIt(Theme theme, int width, int height) throws Exception {
        FakeSource source = new FakeSource(People.crowd(400), People.stats(400, 0));
        show(source, theme, width, height);
        await().until(() -> fx(() -> model.rows().size() == 400));
        StagedRevocation staged = new StagedRevocation(plan(), null);
        try (Revocation revocation = fx(() -> revocation(staged))) {
            fx(() -> {
                revocation.ask(stage.getScene(), Target.of(List.of(new UUID(0, 1)), true), RevocationAction.SUSPEND);
                return null;
            });
            await().until(() -> fx(this::words).contains("Suspend 385 sessions?"));
            fx(() -> {
                ((CheckBox) stage.getScene().lookup("#revoke-lock-accounts")).fire();
                return null;
            });
            await().until(() -> staged.planned.get() == 2);
            await().until(() -> fx(this::words).contains("Type “suspend 385” to confirm"));
            picture("suspend", theme, width, height);
            write("Under investigation");
            write("suspend 385");
            await().until(() -> fx(this::words).contains("12,400 of 385,000"));
            picture("suspend-running", theme, width, height);
            staged.fail();
            await().until(() -> fx(this::words).stream().anyMatch(words -> words.contains("It is not certain")));
            picture("suspend-uncertain", theme, width, height);
            fx(() -> {
                revocation.close();
                return null;
            });
        }
    }

    private Revocation revocation(RevocationAccess access) {
        Background background = new Background();
        return new Revocation(new Revoking(access, background, clock::now), background, clock);
    }

    /** Types it where the cursor is, and Enter. */
    private void write(String text) throws Exception {
        fx(() -> {
            ((TextField) stage.getScene().getFocusOwner()).setText(text);
            stage.getScene().getFocusOwner().fireEvent(key(KeyCode.ENTER, KeyEvent.KEY_PRESSED));
            return null;
        });
    }

    private static RevocationPlan plan() {
        return new RevocationPlan(
                "plan",
                People.NOW.plusSeconds(276),
                RevocationAction.END,
                387,
                0,
                2,
                new RevocationPlan.OwnSession(true, false),
                new RevocationPlan.Radius(
                        share(
                                146,
                                "alice.mendez@example.com",
                                41,
                                "svc-payments@example.com",
                                22,
                                "j.okafor@example.com",
                                9,
                                "lin.wei@example.com",
                                8),
                        share(3, "203.0.113.0/24", 204, "198.51.100.0/24", 121, "192.0.2.0/24", 60),
                        share(7, "Chrome · macOS", 190, "Firefox · Windows", 88, "Safari · iPadOS", 52, "curl", 22),
                        share(9, "orders:read", 371, "billing", 77, "reports", 31, "admin", 4),
                        290,
                        4),
                null);
    }

    private static RevocationPlan.Share share(int count, Object... top) {
        List<RevocationPlan.Top> tops = new ArrayList<>();
        for (int i = 0; i < top.length; i += 2) {
            tops.add(new RevocationPlan.Top((String) top[i], (Integer) top[i + 1]));
        }
        return new RevocationPlan.Share(count, tops);
    }

    /** Plans what it was given; does it, or, without a receipt, works on it until it fails. */
    private static final class StagedRevocation implements RevocationAccess {
        private final RevocationPlan plan;
        private final @Nullable Receipt receipt;
        private final CountDownLatch failing = new CountDownLatch(1);
        private final AtomicInteger planned = new AtomicInteger();

        StagedRevocation(RevocationPlan plan, @Nullable Receipt receipt) {
            this.plan = plan;
            this.receipt = receipt;
        }

        void fail() {
            failing.countDown();
        }

        @Override
        public RevocationPlan plan(RevocationRequest request) {
            return new RevocationPlan(
                    plan.plan() + planned.incrementAndGet(),
                    plan.expiresAt(),
                    Objects.requireNonNull(request.action()),
                    plan.matched(),
                    plan.notFound(),
                    plan.alreadyEnded(),
                    plan.ownSession(),
                    plan.radius(),
                    null);
        }

        @Override
        public Receipt execute(RevocationPlan now, String reason, Consumer<RevocationView> onProgress) {
            if (receipt != null) {
                return receipt;
            }
            onProgress.accept(new RevocationView(
                    new UUID(1, 2),
                    RevocationView.State.RUNNING,
                    now.action(),
                    People.NOW,
                    "nadia",
                    reason,
                    385_000,
                    12_400,
                    null));
            try {
                failing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new ClientException.Unreachable(
                    ClientException.Cause.TIMEOUT, URI.create("http://localhost:1"), new IOException("late"));
        }

        @Override
        public RevokedSessionPage sessions(UUID revocation, @Nullable UUID after, int limit) {
            return new RevokedSessionPage(
                    IntStream.range(0, 385)
                            .mapToObj(i -> new RevokedSessionPage.Item(
                                    new UUID(0x0199f3a871c47d0eL, 0x9b1f4c3344556677L + i),
                                    i == 4 || i == 7 ? RevocationResult.ALREADY_ENDED : RevocationResult.ENDED,
                                    i == 5 ? null : "alice.archer@example.com"))
                            .toList(),
                    null);
        }
    }
}
