package dev.portcullis.server;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.LoginResponse;
import dev.portcullis.api.StepUpRequest;
import dev.portcullis.lifecycle.StepUp;
import dev.portcullis.lifecycle.StepUp.Renewed;
import dev.portcullis.session.Session;
import dev.portcullis.token.AccessTokens;
import java.util.Optional;

/** {@code POST /v1/sessions/current/authentication}: the user proves again who they are (ASVS 7.5.3); 200 with a new cookie, or new tokens (ASVS 7.2.4). */
final class StepUpEndpoint implements Endpoint {
    private final Callers callers;
    private final StepUp stepUp;
    private final AccessTokens accessTokens;
    private final SessionCookie cookie;
    private final ClientReader clients;

    StepUpEndpoint(
            Callers callers, StepUp stepUp, AccessTokens accessTokens, SessionCookie cookie, ClientReader clients) {
        this.callers = callers;
        this.stepUp = stepUp;
        this.accessTokens = accessTokens;
        this.cookie = cookie;
        this.clients = clients;
    }

    @Override
    public Response answer(Request request) {
        Session session = callers.require(request);
        StepUpRequest wanted = request.json(StepUpRequest.class);
        Optional<Renewed> renewed = Factors.proven(
                stepUp.stepUp(
                        session,
                        Factors.offered(wanted.password(), wanted.totp(), wanted.recoveryCode()),
                        clients.address(request)),
                "Check the password and the code.");
        // If it has ended meanwhile, asking again says why.
        return renewed.map(this::handOver)
                .orElseGet(() -> Response.json(200, callers.look(request).view()));
    }

    private Response handOver(Renewed renewed) {
        Session session = renewed.session();
        return session.client().delivery() == Delivery.COOKIE
                ? Response.json(200, new LoginResponse(session.view(), null, null, null))
                        .with("Set-Cookie", cookie.set(renewed.cookie()))
                : Response.json(200, SessionsEndpoint.tokens(session, accessTokens, renewed.refresh()));
    }
}
