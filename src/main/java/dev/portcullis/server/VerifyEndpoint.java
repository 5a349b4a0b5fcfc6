package dev.portcullis.server;

import dev.portcullis.api.Delivery;
import dev.portcullis.lifecycle.Verification;
import dev.portcullis.session.Session;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * {@code /v1/verify}, with any method: what a gateway asks before it lets a request pass. 200 with who it is, and with a token for the services behind (phantom
 * token); 304 if the gateway's answer still holds; 401; 503.
 */
final class VerifyEndpoint implements Endpoint {
    private final Callers callers;
    private final Verification verification;

    VerifyEndpoint(Callers callers, Verification verification) {
        this.callers = callers;
        this.verification = verification;
    }

    @Override
    public Response answer(Request request) {
        Session session = callers.look(request);
        if (!verification.used(session)) {
            session = callers.look(request);
        }
        Response unchanged = Response.empty(200).conditional(request, ETags.of(session));
        if (unchanged.status() == 304) {
            return unchanged;
        }
        String token = session.client().delivery() == Delivery.COOKIE
                ? "Bearer " + verification.accessToken(session)
                : request.header("Authorization").orElse("");
        return unchanged
                .with("Authorization", token)
                .with("X-Session-Handle", session.handle().toString())
                .with("X-Session-Account", session.account().id().toString())
                .with("X-Session-User", ascii(session.account().email()))
                .with("X-Session-Permissions", ascii(String.join(" ", session.permissions())));
    }

    /** Header values are ASCII; what is not, is percent-encoded. */
    private static String ascii(String text) {
        StringBuilder result = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c >= ' ' && c < 0x7f && c != '%') {
                result.appendCodePoint(c);
            } else {
                result.append(URLEncoder.encode(Character.toString(c), StandardCharsets.UTF_8));
            }
        });
        return result.toString();
    }
}
