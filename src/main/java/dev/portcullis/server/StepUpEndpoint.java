package dev.portcullis.server;

import dev.portcullis.api.StepUpRequest;
import dev.portcullis.lifecycle.StepUp;
import dev.portcullis.session.Session;

/** {@code POST /v1/sessions/current/authentication}: the user proves again who they are (ASVS 7.5.3); 200 with a new cookie, or new tokens (ASVS 7.2.4). */
final class StepUpEndpoint implements Endpoint {
    private final Callers callers;
    private final StepUp stepUp;
    private final NewCredentials credentials;
    private final ClientReader clients;

    StepUpEndpoint(Callers callers, StepUp stepUp, NewCredentials credentials, ClientReader clients) {
        this.callers = callers;
        this.stepUp = stepUp;
        this.credentials = credentials;
        this.clients = clients;
    }

    @Override
    public Response answer(Request request) {
        Session session = callers.require(request);
        StepUpRequest wanted = request.json(StepUpRequest.class);
        return Factors.proven(
                        stepUp.stepUp(
                                session,
                                Factors.offered(wanted.password(), wanted.totp(), wanted.recoveryCode()),
                                clients.address(request)),
                        "Check the password and the code.")
                .map(credentials::answer)
                .orElseThrow(() -> callers.over(request));
    }
}
