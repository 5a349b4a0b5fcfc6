package dev.portcullis.console.factor;

import dev.portcullis.api.OwnAccount;
import dev.portcullis.api.OwnPasswordChange;
import dev.portcullis.api.Permission;
import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.RecoveryCodes;
import dev.portcullis.api.StepUpRequest;
import dev.portcullis.api.TotpSecret;
import dev.portcullis.client.ClientException;
import dev.portcullis.support.ProofServer;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** An account as a test wants it; writes down what it is asked. */
public class StagedAccess implements FactorAccess {
    public final Queue<Object> asked = new ConcurrentLinkedQueue<>();
    public volatile boolean totp;
    public volatile int codesLeft = 10;
    public volatile @Nullable ClientException refusal;

    /** What the server answers to all but the reading of the account, from now on. */
    public void refuse(ProblemType type, @Nullable Duration retryAfter) {
        refusal = new ClientException.Refused(
                new Problem(type.urn(), type.title(), type.status(), null, "4711", null), retryAfter);
    }

    private void ask(Object what) {
        asked.add(what);
        ClientException no = refusal;
        if (no != null) {
            throw no;
        }
    }

    @Override
    public OwnAccount account() {
        return new OwnAccount(
                new UUID(0, 1), ProofServer.EMAIL, "Nadia", Permission.ALL, List.of(), totp, totp ? codesLeft : 0);
    }

    @Override
    public void stepUp(StepUpRequest request) {
        ask(request);
    }

    @Override
    public TotpSecret beginTotp() {
        ask("begin");
        return ProofServer.SECRET;
    }

    @Override
    public RecoveryCodes confirmTotp(String code) {
        ask(code);
        totp = true;
        return new RecoveryCodes(List.of("k7qd-2mzx", "9rfa-w3pn"));
    }

    @Override
    public RecoveryCodes renewRecoveryCodes() {
        ask("renew");
        return new RecoveryCodes(List.of("c5yt-h8ve"));
    }

    @Override
    public void removeTotp() {
        ask("remove");
        totp = false;
    }

    @Override
    public void changePassword(OwnPasswordChange change) {
        ask(change);
    }
}
