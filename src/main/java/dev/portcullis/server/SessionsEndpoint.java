package dev.portcullis.server;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.LoginResponse;
import dev.portcullis.api.ProblemType;
import dev.portcullis.lifecycle.Ending;
import dev.portcullis.lifecycle.Login;
import dev.portcullis.session.Session;
import dev.portcullis.token.AccessTokens;
import java.time.Duration;

/** {@code /v1/sessions}: a user's own way in and out. */
final class SessionsEndpoint {
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_PASSWORD = 1024;

    private final Login login;
    private final Ending ending;
    private final AccessTokens accessTokens;
    private final Callers callers;
    private final SessionCookie cookie;
    private final SameOrigin sameOrigin;
    private final ClientReader clients;

    SessionsEndpoint(
            Login login,
            Ending ending,
            AccessTokens accessTokens,
            Callers callers,
            SessionCookie cookie,
            SameOrigin sameOrigin,
            ClientReader clients) {
        this.login = login;
        this.ending = ending;
        this.accessTokens = accessTokens;
        this.callers = callers;
        this.cookie = cookie;
        this.sameOrigin = sameOrigin;
        this.clients = clients;
    }

    /** {@code POST /v1/sessions}: 201 with the session; 401 for a wrong address or password, not told apart. */
    Response logIn(Request request) {
        sameOrigin.refuseForeign(request);
        LoginRequest credentials = request.json(LoginRequest.class);
        Checks.text(credentials.email(), "email", 1, LONGEST_EMAIL);
        Checks.secret(credentials.password(), "password", LONGEST_PASSWORD);
        Delivery delivery = credentials.deliver() == null ? Delivery.COOKIE : credentials.deliver();
        return switch (login.logIn(
                credentials.email(), credentials.password(), clients.client(request, delivery), cookie.read(request))) {
            case Login.Outcome.LoggedIn in -> handOver(in, delivery);
            case Login.Outcome.Refused() ->
                throw new ProblemException(ProblemType.INVALID_CREDENTIALS, "Check the address and the password.");
            case Login.Outcome.LimitReached(int most) ->
                throw new ProblemException(
                        ProblemType.SESSION_LIMIT_REACHED,
                        "This account may have " + most + " at once. Log out somewhere else first.");
        };
    }

    private Response handOver(Login.Outcome.LoggedIn in, Delivery delivery) {
        Session session = in.session();
        if (delivery == Delivery.COOKIE) {
            return Response.json(201, new LoginResponse(session.view(), null, null, null))
                    .with("Set-Cookie", cookie.set(in.cookie()));
        }
        long expiresIn =
                Duration.between(session.readAt(), session.access().expiresAt()).toSeconds();
        return Response.json(
                201,
                new LoginResponse(
                        session.view(), accessTokens.of(session), in.refresh().text(), expiresIn));
    }

    /** {@code GET /v1/sessions/current}. */
    Response current(Request request) {
        Session session = callers.require(request);
        return Response.json(200, session.view()).conditional(request, ETags.of(session));
    }

    /** {@code DELETE /v1/sessions/current}: 204; also if the cookie opens no session any more. */
    Response logOut(Request request) {
        try {
            ending.logOut(callers.require(request));
        } catch (ProblemException e) {
            if (!cookie.present(request)
                    || (e.type() != ProblemType.SESSION_ENDED && e.type() != ProblemType.SESSION_MISSING)) {
                throw e;
            }
        }
        return Response.empty(204)
                .with("Set-Cookie", cookie.clear())
                .with("Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
    }
}
