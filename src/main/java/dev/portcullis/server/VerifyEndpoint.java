package dev.portcullis.server;

import dev.portcullis.lifecycle.Verification;
import dev.portcullis.session.Session;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code /v1/verify}, with any method: what a gateway asks before it lets a request pass. 200 with who it is, and with a token for the services behind (phantom
 * token); 304 if the gateway's answer still holds; 401; 403 if the session lacks one of the permissions that {@code ?permission=} names; 503. Whatever else the
 * user's request carries changes nothing. Only what the gateway itself got wrong, a word that can be no permission, is 400.
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
        List<String> needed = needed(request);
        Callers.Caller caller = callers.caller(request);
        Session session = caller.session();
        if (!caller.isService() && !verification.used(session)) {
            session = callers.caller(request).session(); // says why it has ended
        }
        callers.assured(session, false);
        if (caller.byToken() == null) {
            // Before the ETag: a gateway whose answer still holds must hold a token that does.
            session = Callers.active(verification.withFreshToken(session));
        }
        for (String permission : needed) { // before the ETag, which is the session's, whatever is asked of it
            callers.permit(session, permission);
        }
        Response unchanged = answer(request, session);
        if (unchanged.status() == 304) {
            return unchanged;
        }
        String token = verification.accessToken(session, caller.byToken());
        return unchanged
                .with("Authorization", "Bearer " + token)
                .with("X-Session-Handle", session.handle().toString())
                .with("X-Session-Account", session.account().id().toString())
                .with("X-Session-User", ascii(session.account().email()))
                .with("X-Session-Permissions", ascii(String.join(" ", session.permissions())));
    }

    /** The permissions that the gateway asks for: all of them are needed. */
    private static List<String> needed(Request request) {
        List<String> needed = request.query().getAll("permission");
        if (!needed.stream().allMatch(Checks::isPermission)) {
            throw ProblemException.invalid("\"permission\" names no permission (RFC 6749 §3.3).");
        }
        return needed;
    }

    /** An {@code If-None-Match} of {@code *} is the page's, never a gateway's: who has an answer of ours has its ETag. */
    private Response answer(Request request, Session session) {
        Response answer = Response.empty(200);
        String tag = ETags.of(session, verification.signingKey());
        return request.header("If-None-Match").filter("*"::equals).isPresent()
                ? answer.with("ETag", tag)
                : answer.conditional(request, tag);
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
