package dev.portcullis.client;

import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A call that did not succeed: the server said no, the user gave no further proof, or the server was not reached. */
public abstract sealed class ClientException extends RuntimeException {
    private ClientException(String message, Throwable cause) {
        super(message, cause);
    }

    private ClientException(String message) {
        super(message);
    }

    /** The server answered with a problem (RFC 9457). */
    public static final class Refused extends ClientException {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;
        private final @Nullable Duration retryAfter;

        public Refused(Problem problem) {
            this(problem, null);
        }

        /** @param retryAfter how long the server wants to be left alone ({@code Retry-After}, RFC 9110 §10.2.3); null if it does not say */
        public Refused(Problem problem, @Nullable Duration retryAfter) {
            super(problem.title() + (problem.detail() == null ? "" : ": " + problem.detail()));
            this.problem = problem;
            this.retryAfter = retryAfter;
        }

        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(retryAfter);
        }

        public Problem problem() {
            return problem;
        }

        /** Which problem; empty if this client does not know it. */
        public Optional<ProblemType> type() {
            return ProblemType.ofUrn(problem.type());
        }
    }

    /** The server wanted more proof, and the user gave none. Nothing was done. */
    public static final class Declined extends ClientException {
        private static final long serialVersionUID = 1L;

        private final ProblemType wanted;

        public Declined(ProblemType wanted) {
            super(wanted.title());
            this.wanted = wanted;
        }

        public ProblemType wanted() {
            return wanted;
        }
    }

    /** No answer came, or none that Portcullis would give. */
    public static final class Unreachable extends ClientException {
        private static final long serialVersionUID = 1L;

        private final Cause kind;

        public Unreachable(Cause kind, URI server, Throwable cause) {
            super(kind.sentence.formatted(server), cause);
            this.kind = kind;
        }

        public Cause kind() {
            return kind;
        }

        /** What was wrong with the server's certificate; empty unless that was the cause. */
        public Optional<UntrustedCertificateException> certificate() {
            return Stream.iterate(getCause(), Objects::nonNull, Throwable::getCause)
                    .filter(UntrustedCertificateException.class::isInstance)
                    .map(UntrustedCertificateException.class::cast)
                    .findFirst();
        }
    }

    /** Why no answer came. */
    public enum Cause {
        /** The host name has no address. */
        NO_SUCH_HOST("%s: there is no such host"),
        /** Nothing listens at the address. */
        REFUSED("%s: nothing listens there"),
        /** The certificate is not trusted: see {@link Unreachable#certificate()}. */
        CERTIFICATE("%s: the certificate is not trusted (TLS)"),
        /** What answers there does not speak TLS. */
        NO_TLS("%s: TLS is not spoken there"),
        /** No common protocol was found, or it was broken. */
        TLS("%s: no secure connection (TLS)"),
        /** It is this side that cannot speak TLS: its own certificate, or whom it trusts, cannot be read. Plain HTTP goes on. */
        OWN_TLS("%s: TLS cannot be set up on this computer"),
        /** The time limit passed. */
        TIMEOUT("%s: no answer in time"),
        /** The connection broke. */
        BROKEN("%s: the connection broke"),
        /** Something answers, but it does not speak Portcullis. */
        NOT_PORTCULLIS("%s: something else than Portcullis answers there"),
        /** It is a Portcullis that does not know yet what this client asks. */
        SERVER_TOO_OLD("%s: the server is too old for this program"),
        /** It is a Portcullis that does not know any more what this client asks. */
        CLIENT_TOO_OLD("%s: this program is too old for the server");

        private final String sentence;

        Cause(String sentence) {
            this.sentence = sentence;
        }
    }
}
