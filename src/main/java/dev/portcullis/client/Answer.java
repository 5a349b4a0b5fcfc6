package dev.portcullis.client;

import dev.portcullis.api.Json;
import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.TokenError;
import dev.portcullis.client.ClientException.Cause;
import dev.portcullis.client.ClientException.Refused;
import dev.portcullis.client.ClientException.Unreachable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A whole answer, not yet judged. */
final class Answer {
    private static final Set<ProblemType> PROOFS = EnumSet.of(
            ProblemType.STEP_UP_REQUIRED,
            ProblemType.SECOND_FACTOR_REQUIRED,
            ProblemType.SECOND_FACTOR_ENROLMENT_REQUIRED);

    private final URI server;
    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    Answer(URI server, int status, HttpHeaders headers, byte[] body) {
        this.server = server;
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    int status() {
        return status;
    }

    HttpHeaders headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    boolean is(String mediaType) {
        return headers.firstValue("Content-Type")
                .map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(mediaType::equals)
                .isPresent();
    }

    /** This answer, if its status is one of those. */
    Answer expect(int... statuses) {
        for (int expected : statuses) {
            if (status == expected) {
                return this;
            }
        }
        throw refusal();
    }

    /** The body as JSON of that type. */
    <T> T as(Class<T> type) {
        if (!is("application/json")) {
            throw notOurs("the answer is not JSON");
        }
        return read(type);
    }

    /** What this answer, which is not the hoped-for one, means. */
    ClientException refusal() {
        if (status >= 400 && is("application/problem+json")) {
            return new Refused(read(Problem.class), retryAfter());
        }
        return notOurs("status " + status + " without a problem document");
    }

    /** The same for the token endpoint, whose errors have a shape of their own (RFC 6749 §5.2). */
    ClientException tokenRefusal() {
        if (status >= 400 && is("application/json")) {
            TokenError error = read(TokenError.class);
            return new Refused(new Problem("about:blank", error.error(), status, error.description(), null, null));
        }
        return refusal();
    }

    Unreachable notOurs(String why) {
        return new Unreachable(Cause.NOT_PORTCULLIS, server, new IOException(why));
    }

    /** Whether this is a 401 about the session itself, of Portcullis and not of something in between. */
    boolean saysNoSession() {
        return status == 401 && is("application/problem+json");
    }

    /** The further proof that the server wants before it does this; empty if that is not what it says. */
    Optional<ProblemType> wantedProof() {
        return status == 403 && refusal() instanceof Refused refused ? wantedProof(refused) : Optional.empty();
    }

    static Optional<ProblemType> wantedProof(Refused refused) {
        return refused.type().filter(PROOFS::contains);
    }

    /** When a server that cannot answer now wants to be asked again; empty if it says nothing of the kind, or would take as long the next time. */
    Optional<Duration> comeBackAfter() {
        boolean tooSlow = refusal() instanceof Refused refused
                && refused.type().filter(ProblemType.QUERY_TOO_SLOW::equals).isPresent();
        return status == 503 && !tooSlow ? Optional.ofNullable(retryAfter()) : Optional.empty();
    }

    /** In seconds alone: nobody of ours sends it as a date. */
    private @Nullable Duration retryAfter() {
        return headers.firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,9}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(null);
    }

    private <T> T read(Class<T> type) {
        T value;
        try {
            value = Json.read(body, type);
        } catch (IOException e) {
            throw new Unreachable(Cause.NOT_PORTCULLIS, server, e);
        }
        if (value == null) {
            throw notOurs("the answer is null");
        }
        return value;
    }
}
