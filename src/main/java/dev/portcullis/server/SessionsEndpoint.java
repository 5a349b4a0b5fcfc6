package dev.portcullis.server;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.LoginResponse;
import dev.portcullis.api.ProblemType;
import dev.portcullis.lifecycle.Ending;
import dev.portcullis.lifecycle.Login;
import dev.portcullis.lifecycle.Offered;
import dev.portcullis.session.Credential;
import dev.portcullis.session.Session;
import dev.portcullis.token.AccessTokens;
import java.time.Duration;

/** {@code /v1/sessions}: a user's own way in and out. */
final class SessionsEndpoint {
    private static final int LONGEST_EMAIL = 254;

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

    /** {@code POST /v1/sessions}: 201 with the session; 401 for a wrong address, password or code, not told apart; 429 after too many. */
    Response logIn(Request request) {
        sameOrigin.refuseForeign(request);
        LoginRequest credentials = request.json(LoginRequest.class);
        Checks.text(credentials.email(), "email", 1, LONGEST_EMAIL);
        Offered offered = Factors.offered(credentials.password(), credentials.totp(), credentials.recoveryCode());
        Delivery delivery = credentials.deliver() == null ? Delivery.COOKIE : credentials.deliver();
        Login.Begun begun = Factors.proven(
                login.logIn(credentials.email(), offered, clients.client(request, delivery), cookie.read(request)),
                "Check the address, the password and the code.");
        return switch (begun) {
            case Login.Begun.LoggedIn in -> handOver(in, delivery);
            case Login.Begun.LimitReached limit ->
                throw new ProblemException(
                        ProblemType.SESSION_LIMIT_REACHED,
                        "This account may have " + limit.sessions() + " at once. Log out somewhere else first.");
        };
    }

    private Response handOver(Login.Begun.LoggedIn in, Delivery delivery) {
        Session session = in.session();
        if (delivery == Delivery.COOKIE) {
            return Response.json(201, new LoginResponse(session.view(), null, null, null))
                    .with("Set-Cookie", cookie.set(in.cookie()));
        }
        return Response.json(201, tokens(session, accessTokens, in.refresh()));
    }

    /** The session with its two tokens. */
    static LoginResponse tokens(Session session, AccessTokens accessTokens, Credential refresh) {
        long expiresIn =
                Duration.between(session.readAt(), session.access().expiresAt()).toSeconds();
        return new LoginResponse(session.view(), accessTokens.of(session), refresh.text(), expiresIn);
    }

    /** {@code GET /v1/sessions/current}. */
    Response current(Request request) {
        Session session = callers.require(request);
        return Response.json(200, session.view()).conditional(request, ETags.of(session));
    }

    /** {@code DELETE /v1/sessions/current}: 204; also if the cookie opens no session any more. */
    Response logOut(Request request) {
        try {
            ending.logOut(callers.requireToEnd(request));
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
