package dev.portcullis.server;

import dev.portcullis.account.Accounts;
import dev.portcullis.account.Base32;
import dev.portcullis.account.Totp;
import dev.portcullis.api.OwnAccount;
import dev.portcullis.api.OwnPasswordChange;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.RecoveryCodes;
import dev.portcullis.api.TotpConfirmation;
import dev.portcullis.api.TotpConfirmed;
import dev.portcullis.api.TotpSecret;
import dev.portcullis.lifecycle.OwnPassword;
import dev.portcullis.lifecycle.Renewed;
import dev.portcullis.lifecycle.SecondFactors;
import dev.portcullis.lifecycle.SecondFactors.Confirmation;
import dev.portcullis.session.Session;
import dev.portcullis.store.FactorStore;

/**
 * {@code /v1/account}: a user's own account. Every change needs a proof that is fresh (ASVS 7.5.1), and none needs a second factor that is still to be set up.
 */
final class OwnAccountEndpoint {
    private static final int LONGEST_PASSWORD = 1024;
    private static final String ISSUER = "Portcullis";

    private final Callers callers;
    private final Accounts accounts;
    private final SecondFactors factors;
    private final OwnPassword password;
    private final NewCredentials credentials;
    private final ClientReader clients;

    OwnAccountEndpoint(
            Callers callers,
            Accounts accounts,
            SecondFactors factors,
            OwnPassword password,
            NewCredentials credentials,
            ClientReader clients) {
        this.callers = callers;
        this.accounts = accounts;
        this.factors = factors;
        this.password = password;
        this.credentials = credentials;
        this.clients = clients;
    }

    /** {@code GET /v1/account}. */
    Response read(Request request) {
        Session session = callers.require(request);
        FactorStore.Standing standing = factors.standing(session);
        return Response.json(
                200,
                new OwnAccount(
                        session.account().id(),
                        session.account().email(),
                        session.account().name(),
                        session.permissions(),
                        standing.roles(),
                        standing.enrolled(),
                        standing.recoveryCodes()));
    }

    /**
     * {@code PUT /v1/account/password}: 200 with new credentials for the session (ASVS 7.2.4); the other sessions end if that is asked for (ASVS 7.4.3).
     */
    Response changePassword(Request request) {
        Session session = owner(request);
        OwnPasswordChange wanted = request.json(OwnPasswordChange.class);
        Checks.secret(wanted.current(), "current", LONGEST_PASSWORD);
        Checks.secret(wanted.newPassword(), "new", LONGEST_PASSWORD);
        accounts.fault(
                        "#/new",
                        wanted.newPassword(),
                        session.account().email(),
                        session.account().name())
                .ifPresent(fault -> {
                    throw ProblemException.invalid(fault);
                });
        return Factors.proven(
                        password.change(
                                session,
                                wanted.current(),
                                wanted.newPassword(),
                                Boolean.TRUE.equals(wanted.endOthers()),
                                clients.address(request)),
                        "Check the current password.")
                .map(credentials::answer)
                .orElseThrow(() -> callers.over(request));
    }

    /** {@code POST /v1/account/totp}: 201 with a secret for an authenticator app. */
    Response beginTotp(Request request) {
        Session session = owner(request);
        byte[] secret = factors.begin(session);
        return Response.json(
                201,
                new TotpSecret(
                        Base32.text(secret), Totp.uri(ISSUER, session.account().email(), secret)));
    }

    /** {@code POST /v1/account/totp/confirmation}: 200 with the recovery codes, and with new credentials for the session (ASVS 7.2.4). */
    Response confirmTotp(Request request) {
        Session session = owner(request);
        TotpConfirmation wanted = request.json(TotpConfirmation.class);
        String code = Factors.code(wanted.code(), "code");
        return switch (factors.confirm(session, code, Boolean.TRUE.equals(wanted.endOthers()))) {
            case Confirmation.Confirmed(var codes, Renewed renewed) ->
                credentials.answer(renewed, body -> TotpConfirmed.of(codes, body));
            case Confirmation.WrongCode() ->
                throw ProblemException.invalid("\"code\" is not the code that the app shows now.");
            case Confirmation.NothingPending() ->
                throw new ProblemException(ProblemType.CONFLICT, "No secret waits to be confirmed: ask for one first.");
            case Confirmation.SessionOver() -> throw callers.over(request);
        };
    }

    /** {@code POST /v1/account/totp/recovery-codes}: 200 with new ones. */
    Response renewCodes(Request request) {
        return factors.renewCodes(owner(request))
                .map(codes -> Response.json(200, new RecoveryCodes(codes)))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.CONFLICT, "There is no second factor that recovery codes could stand for."));
    }

    /** {@code DELETE /v1/account/totp?endOthers=}: 204. */
    Response removeTotp(Request request) {
        Session session = owner(request);
        boolean endOthers = Checks.yesOrNo(request.query("endOthers").orElse("false"), "endOthers");
        return AdminFactorsEndpoint.answer(factors.remove(session, endOthers));
    }

    /**
     * Whose account it is, freshly proven. Where there is a second factor, the session has shown it too: a password alone, which may be stolen, must not put another
     * factor or password in its place (NIST SP 800-63B-4 §4.2).
     */
    private Session owner(Request request) {
        Session session = callers.requireFresh(request);
        if (!session.factors().contains("otp") && factors.standing(session).enrolled()) {
            throw ProblemException.secondFactor();
        }
        return session;
    }
}
