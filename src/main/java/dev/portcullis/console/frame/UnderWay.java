package dev.portcullis.console.frame;

import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.audit.AuditAccess;
import dev.portcullis.console.audit.ExportModel;
import dev.portcullis.console.audit.VerifyModel;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.login.LoggedIn;
import dev.portcullis.console.notice.NoticeChoice;
import dev.portcullis.console.notice.NoticeModel;
import dev.portcullis.console.notice.Watch;
import dev.portcullis.console.policy.PolicyDraft;
import dev.portcullis.console.revoke.RevocationAccess;
import dev.portcullis.console.revoke.Revoking;
import dev.portcullis.console.sessions.SessionExport;
import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;

/**
 * What an operator has begun and what goes on while all that they see is made anew, in another language: files that are being written, a verification, a revocation and the newest
 * receipt, what they have been told, and a policy that they have changed and not saved. Belongs to their stay, and not to the screens that tell of it. For the JavaFX thread.
 *
 * @param watch decides what is told
 */
public record UnderWay(
        SessionExport sessions,
        ExportModel audit,
        VerifyModel verification,
        Revoking revoking,
        PolicyDraft policy,
        NoticeModel notices,
        Watch watch)
        implements AutoCloseable {
    /**
     * Nothing yet.
     *
     * @param policy a policy that was changed and not saved when the same operator's stay before this one ended; else an empty one
     * @param noticed of what the operator wants to be told
     */
    public static UnderWay at(
            LoggedIn in, PolicyDraft policy, ObservableValue<NoticeChoice> noticed, Background background) {
        PortcullisClient client = in.client();
        AuditAccess audit = AuditAccess.of(client);
        UiClock clock = new UiClock(client::clockOffset);
        NoticeModel notices = new NoticeModel(noticed);
        return new UnderWay(
                SessionExport.of(client, background),
                new ExportModel(audit, background),
                new VerifyModel(audit, background, clock::now),
                new Revoking(RevocationAccess.of(client), background, clock::now),
                policy,
                notices,
                new Watch(notices, in.own(), clock::now));
    }

    /** How many files are being written. */
    int exports() {
        return (sessions.isRunning() ? 1 : 0) + (audit.isRunning() ? 1 : 0);
    }

    /** Whether it makes no difference to all this when the operator leaves. */
    boolean isHarmless() {
        return exports() == 0
                && !revoking.isRunning()
                && !policy.unsavedProperty().get();
    }

    /** Calls {@code listener} now, and whenever any of that has changed. */
    Subscription onChange(Runnable listener) {
        return Subscription.combine(
                sessions.onRunning(listener),
                audit.onRunning(listener),
                revoking.onRunning(listener),
                policy.unsavedProperty().subscribe(listener));
    }

    /** Gives up what has not come to its end. */
    @Override
    public void close() {
        sessions.dismiss();
        audit.dismiss();
        verification.cancel();
        revoking.close();
    }
}
