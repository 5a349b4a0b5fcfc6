package dev.portcullis.server;

import dev.portcullis.api.TokenError;

/** A request that an OAuth endpoint refuses, in OAuth's words (RFC 6749 §5.2). */
final class OAuthException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    private OAuthException(int status, String code, String description) {
        super(description, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** @param description for a developer; nothing that they may not know */
    OAuthException(String code, String description) {
        this(400, code, description);
    }

    /** The client did not show who it is. */
    static OAuthException invalidClient(String description) {
        return new OAuthException(401, "invalid_client", description);
    }

    /**
     * The session is suspended. No {@code invalid_grant}, on which clients throw the token away; and no 503, which would say that something is wrong with this
     * server.
     */
    static OAuthException suspended() {
        return new OAuthException(403, "temporarily_unavailable", "the session is suspended; keep the token");
    }

    Response response() {
        Response response = Response.json(status, new TokenError(code, String.valueOf(getMessage())));
        return status == 401
                ? response.with("WWW-Authenticate", "Basic realm=\"portcullis\", charset=\"UTF-8\"")
                : response;
    }

    /** An endpoint whose refusals are answered so; trouble of ours stays what it is everywhere (503, problem+json). */
    static Endpoint answering(Endpoint endpoint) {
        return request -> {
            try {
                return endpoint.answer(request);
            } catch (OAuthException e) {
                if (e.status == 401) {
                    SecurityLog.clientRefused();
                }
                return e.response();
            }
        };
    }

    /** The form of a request. */
    static java.util.Map<String, String> form(Request request) {
        try {
            return request.form();
        } catch (ProblemException e) {
            throw new OAuthException("invalid_request", String.valueOf(e.getMessage()));
        }
    }
}
