package dev.portcullis.server;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.LoginResponse;
import dev.portcullis.lifecycle.Renewed;
import dev.portcullis.session.Session;
import dev.portcullis.token.AccessTokens;
import java.util.function.Function;

/** Hands a session's new credentials to its client, in the way in which it was given the first: a cookie, or tokens. */
final class NewCredentials {
    private final AccessTokens accessTokens;
    private final SessionCookie cookie;

    NewCredentials(AccessTokens accessTokens, SessionCookie cookie) {
        this.accessTokens = accessTokens;
        this.cookie = cookie;
    }

    /** 200 with the session, and its tokens if it has such. */
    Response answer(Renewed renewed) {
        return answer(renewed, body -> body);
    }

    /** 200 with a body that has more in it. */
    Response answer(Renewed renewed, Function<LoginResponse, Object> body) {
        Session session = renewed.session();
        return session.client().delivery() == Delivery.COOKIE
                ? Response.json(200, body.apply(new LoginResponse(session.view(), null, null, null)))
                        .with("Set-Cookie", cookie.set(renewed.cookie()))
                : Response.json(200, body.apply(SessionsEndpoint.tokens(session, accessTokens, renewed.refresh())));
    }
}
