package dev.portcullis.console.revoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.DeviceType;
import dev.portcullis.api.Problem;
import dev.portcullis.api.Receipt;
import dev.portcullis.api.RevocationAction;
import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Background;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class RevocationModelTest {
    private static final Instant NOW = Instant.parse("2026-11-23T14:02:11Z");

    private final List<String> calls = new ArrayList<>();

    @Test
    void withoutAReasonNothingCanBeEnded() {
        RevocationModel model = model(this::end, 3);
        assertThat(model.readyBinding().get()).isFalse();
        model.reasonProperty().set("   ");
        assertThat(model.readyBinding().get()).isFalse();
        model.execute();
        assertThat(calls).isEmpty();
        model.reasonProperty().set("phishing");
        assertThat(model.readyBinding().get()).isTrue();
    }

    @Test
    void aReasonOfMoreThan500CharactersIsTooLong() {
        RevocationModel model = model(this::end, 3);
        model.reasonProperty().set("x".repeat(500));
        assertThat(model.readyBinding().get()).isTrue();
        model.reasonProperty().set("x".repeat(501));
        assertThat(model.readyBinding().get()).isFalse();
    }

    @Test
    void moreThanOneRequestMayNameAreNotEnded() {
        RevocationModel model = model(this::end, RevocationModel.MOST + 1);
        model.reasonProperty().set("phishing");
        assertThat(model.tooMany()).isTrue();
        assertThat(model.readyBinding().get()).isFalse();
    }

    @Test
    void exactlyTheNamedAreEndedAndTheReceiptIsKept() {
        RevocationModel model = model(this::end, 3);
        model.reasonProperty().set("  phishing ");
        model.execute();
        await().until(() -> model.stateProperty().get() instanceof RevocationModel.State.Done);
        assertThat(calls).containsExactly("3: phishing");
        model.execute();
        assertThat(calls).hasSize(1);
    }

    @Test
    void aFailureKeepsTheReasonAndCanBeTriedAgain() {
        RevocationModel model = model(
                (_, _) -> {
                    throw new ClientException.Unreachable(
                            ClientException.Cause.TIMEOUT, URI.create("http://localhost:1"), new IOException("late"));
                },
                3);
        model.reasonProperty().set("phishing");
        model.execute();
        await().until(() -> model.stateProperty().get() instanceof RevocationModel.State.Failed);
        assertThat(((RevocationModel.State.Failed) model.stateProperty().get()).sentence())
                .contains("did not answer in time")
                .contains("not certain whether the sessions ended");
        assertThat(model.reasonProperty().get()).isEqualTo("phishing");
        assertThat(model.readyBinding().get()).isTrue();
    }

    @Test
    void whatTheServerRefusedWasNotEnded() {
        assertThat(failure(new Problem("urn:x", "Not permitted", 403, "It needs sessions:revoke.", null, null)))
                .isEqualTo("Nothing was ended. Not permitted: It needs sessions:revoke.");
    }

    @Test
    void whileTheStoreIsAwayNobodyClaimsThatNothingWasEnded() {
        assertThat(failure(new Problem(
                        "urn:x", "The session store cannot be reached", 503, "Nothing is wrong with it.", null, null)))
                .isEqualTo("The session store cannot be reached: Nothing is wrong with it. It is not certain whether"
                        + " the session ended: try again; what has ended already is counted as such.");
    }

    private static String failure(Problem problem) {
        RevocationModel model = model(
                (_, _) -> {
                    throw new ClientException.Refused(problem);
                },
                1);
        model.reasonProperty().set("phishing");
        model.execute();
        await().until(() -> model.stateProperty().get() instanceof RevocationModel.State.Failed);
        return ((RevocationModel.State.Failed) model.stateProperty().get()).sentence();
    }

    @Test
    void theBlastRadiusCountsUsersAddressesPermissionsAndWhoWasSeenLately() {
        BlastRadius radius = BlastRadius.of(
                List.of(
                        session("alice", 60, "billing", "orders"),
                        session("alice", 3_000, "orders"),
                        session("bob", 10)),
                NOW);
        assertThat(radius.users()).containsExactly(new BlastRadius.Share("alice", 2), new BlastRadius.Share("bob", 1));
        assertThat(radius.addresses()).containsExactly(new BlastRadius.Share("10.0.0.1", 3));
        assertThat(radius.permissions())
                .containsExactly(new BlastRadius.Share("orders", 2), new BlastRadius.Share("billing", 1));
        assertThat(radius.seenLately()).isEqualTo(2);
    }

    @Test
    void theReceiptSaysItAloudWhenNoneWasEnded() {
        assertThat(ReceiptController.ReceiptText.title(receipt(3, 0))).isEqualTo("3 sessions ended everywhere");
        assertThat(ReceiptController.ReceiptText.title(receipt(1, 1))).isEqualTo("1 session ended everywhere");
        assertThat(ReceiptController.ReceiptText.title(receipt(0, 3))).isEqualTo("None ended: 3 had ended already");
        assertThat(ReceiptController.ReceiptText.title(receipt(0, 1))).isEqualTo("None ended: it had ended already");
        assertThat(ReceiptController.ReceiptText.title(receipt(0, 0)))
                .isEqualTo("None ended: there are no such sessions");
        assertThat(ReceiptController.ReceiptText.counts(receipt(3, 0))).isEqualTo("3 ended · receipt 0002");
        assertThat(ReceiptController.ReceiptText.counts(receipt(3, 2)))
                .isEqualTo("3 ended · 2 had already ended · receipt 0002");
        assertThat(ReceiptController.ReceiptText.time(0.42)).isEqualTo("0.4 ms");
        assertThat(ReceiptController.ReceiptText.time(18.4)).isEqualTo("18 ms");
    }

    private Receipt end(Collection<UUID> handles, String reason) {
        calls.add(handles.size() + ": " + reason);
        return receipt(handles.size(), 0);
    }

    private static Receipt receipt(int ended, int already) {
        return new Receipt(
                new UUID(1, 2),
                NOW,
                RevocationAction.END,
                "nadia",
                "phishing",
                ended + already,
                ended,
                0,
                0,
                0,
                already,
                null,
                0,
                List.of(),
                1,
                null,
                List.of(),
                "");
    }

    private static RevocationModel model(BiFunction<Collection<UUID>, String, Receipt> revoke, int sessions) {
        List<SessionView> named = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            named.add(session("alice", i));
        }
        return new RevocationModel(revoke, new Background(Runnable::run), named, false, false, NOW);
    }

    private static SessionView session(String user, int seenSecondsAgo, String... permissions) {
        Instant seen = NOW.minusSeconds(seenSecondsAgo);
        return new SessionView(
                UUID.randomUUID(),
                new SessionView.Account(new UUID(1, 1), user, user),
                SessionState.ACTIVE,
                null,
                null,
                null,
                null,
                seen,
                seen,
                List.of("pwd"),
                seen,
                seen.plusSeconds(1800),
                seen.plusSeconds(43_200),
                1800,
                43_200,
                "10.0.0.1",
                null,
                "curl",
                null,
                null,
                DeviceType.OTHER,
                null,
                null,
                null,
                null,
                false,
                false,
                Delivery.TOKENS,
                List.of(permissions),
                Map.of(),
                new SessionView.Tokens(
                        new SessionView.Access(new UUID(3, 3), seen),
                        new SessionView.Refresh(new UUID(4, 4), 1, seen, false)),
                1,
                null);
    }
}
