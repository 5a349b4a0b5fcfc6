package dev.portcullis.client;

import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import java.net.URI;
import java.util.Optional;

/** A call that did not succeed: either the server said no, or it was not reached. */
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

        public Refused(Problem problem) {
            super(problem.title() + (problem.detail() == null ? "" : ": " + problem.detail()));
            this.problem = problem;
        }

        public Problem problem() {
            return problem;
        }

        /** Which problem; empty if this client does not know it. */
        public Optional<ProblemType> type() {
            return ProblemType.ofUrn(problem.type());
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
    }

    /** Why no answer came. */
    public enum Cause {
        /** The host name has no address. */
        NO_SUCH_HOST("%s: there is no such host"),
        /** Nothing listens at the address. */
        REFUSED("%s: nothing listens there"),
        /** The certificate is not trusted, or no common protocol was found. */
        TLS("%s: no trusted connection (TLS)"),
        /** The time limit passed. */
        TIMEOUT("%s: no answer in time"),
        /** The connection broke. */
        BROKEN("%s: the connection broke"),
        /** Something answers, but it does not speak Portcullis. */
        NOT_PORTCULLIS("%s: something else than Portcullis answers there");

        private final String sentence;

        Cause(String sentence) {
            this.sentence = sentence;
        }
    }
}
