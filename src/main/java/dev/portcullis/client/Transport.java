package dev.portcullis.client;

import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException.Cause;
import dev.portcullis.client.ClientException.Declined;
import dev.portcullis.client.ClientException.Unreachable;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Requests to one server for one user: the headers that each carries, the limits, and what a failure means. */
final class Transport {
    static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    /** A factor that has to be set up, and a login before and after it: a server that then wants still more is not understood. */
    private static final int MOST_PROOFS = 4;

    /** So often is asked what may be asked again, the first time included. */
    private static final int MOST_TRIES = 3;

    /** Before a lost connection is made again; twice as long the next time. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** A server that wants to be left alone for longer is left alone, and the caller told. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private static final int BODY_LIMIT = 64 * 1024 * 1024;

    private final URI server;
    private final Wire wire;
    private final String name;
    private final Map<String, String> headers;
    private final SessionCookie cookie;
    private final ServerClock clock;
    private volatile @Nullable ProofGiver giver;

    Transport(
            URI server,
            String name,
            Map<String, String> headers,
            SessionCookie cookie,
            ServerClock clock,
            ServerTrust trust) {
        this.server = server;
        this.wire = Wire.to(server, trust);
        this.name = name;
        this.headers = Map.copyOf(headers);
        this.cookie = cookie;
        this.clock = clock;
    }

    /** Gives up the connections that are nobody else's. */
    void close() {
        wire.close();
    }

    /** A request to that path, with all that every request carries. */
    HttpRequest.Builder request(String path, String accept) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .setHeader("X-Requested-By", name)
                .setHeader("Accept", accept);
        headers.forEach(request::setHeader);
        cookie.header().ifPresent(pair -> request.setHeader("Cookie", pair));
        return request;
    }

    /** Sends it and waits for the whole answer. If the server wants more proof first, the user is asked for it, and what was asked is asked again. */
    Answer send(HttpRequest request) {
        return proving(() -> sendAsIs(withCookie(request, cookie.header().orElse(null))));
    }

    /** Likewise for what may be answered with a new cookie: {@link #exchange}. */
    Answer change(Supplier<HttpRequest> request) {
        return proving(() -> exchange(request));
    }

    private Answer proving(Supplier<Answer> question) {
        Answer answer = question.get();
        for (int round = 0; round < MOST_PROOFS; round++) {
            Optional<ProblemType> wanted = answer.wantedProof();
            if (wanted.isEmpty() || !prove(wanted.get())) {
                return answer;
            }
            answer = question.get();
        }
        return answer;
    }

    /** The same, for what is not worth asking the user. */
    Answer sendAsIs(HttpRequest request) {
        Answer answer = sendPatiently(request);
        Optional<HttpRequest> again = answer.saysNoSession() ? withNewCookie(request) : Optional.empty();
        return again.isPresent() ? sendPatiently(again.get()) : answer;
    }

    /** As {@link #sendAsIs}, for what may be answered with a new cookie, while others that are refused with the old one wait for it. */
    Answer exchange(Supplier<HttpRequest> request) {
        try (var _ = cookie.exchange(ANSWER_LIMIT)) {
            return sendOnce(request.get(), ANSWER_LIMIT, cookie::replace);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (TimeoutException e) {
            throw new Unreachable(Cause.TIMEOUT, server, e);
        }
    }

    /** Whom to ask when the server wants more proof. */
    void onProofWanted(ProofGiver giver) {
        this.giver = giver;
    }

    /**
     * Asks the user for the proof that the server wants.
     *
     * @return whether there is anybody to ask
     * @throws Declined if they do not give it
     */
    boolean prove(ProblemType wanted) {
        ProofGiver asked = giver;
        if (asked == null) {
            return false;
        }
        if (!asked.give(wanted)) {
            throw new Declined(wanted);
        }
        return true;
    }

    /** That request with the cookie of now, if it was refused with an older one. */
    private Optional<HttpRequest> withNewCookie(HttpRequest request) {
        try {
            return cookie.after(cookieOf(request), ANSWER_LIMIT).map(fresh -> withCookie(request, fresh));
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (TimeoutException e) {
            throw new Unreachable(Cause.TIMEOUT, server, e);
        }
    }

    /** Whether it carries a cookie that has been exchanged since; waits for an exchange that is under way, whose answer may come after what it does. */
    boolean isOutdated(HttpRequest request) throws InterruptedException {
        try {
            return cookie.after(cookieOf(request), ANSWER_LIMIT).isPresent();
        } catch (TimeoutException _) {
            return false; // the exchange got no answer: its caller is told
        }
    }

    private static HttpRequest withCookie(HttpRequest request, @Nullable String cookie) {
        HttpRequest.Builder copy = HttpRequest.newBuilder(request, (name, _) -> !name.equalsIgnoreCase("Cookie"));
        if (cookie != null) {
            copy.setHeader("Cookie", cookie);
        }
        return copy.build();
    }

    private static @Nullable String cookieOf(HttpRequest request) {
        return request.headers().firstValue("Cookie").orElse(null);
    }

    /**
     * Asks again, a few times and within the limit for one call, what does no harm if it is done twice: when the connection was lost, or the server is busy and says when to
     * come back ({@code Retry-After}). Everything else is asked once, since nobody knows whether it was done.
     */
    private Answer sendPatiently(HttpRequest request) {
        Consumer<HttpHeaders> update = headers -> cookie.update(cookieOf(request), headers);
        long until = System.nanoTime() + ANSWER_LIMIT.toNanos();
        int tries = isHarmlessTwice(request) ? MOST_TRIES : 1;
        Duration pause = PAUSE;
        while (true) {
            tries--;
            try {
                Answer answer = sendOnce(request, Duration.ofNanos(until - System.nanoTime()), update);
                Optional<Duration> asked = answer.comeBackAfter().filter(wait -> wait.compareTo(LONGEST_PAUSE) <= 0);
                if (tries == 0
                        || asked.isEmpty()
                        || !pause(asked.get(), asked.get().dividedBy(2), until)) {
                    return answer;
                }
            } catch (Unreachable e) {
                boolean interrupted = Thread.currentThread().isInterrupted();
                if (tries == 0 || e.kind() != Cause.BROKEN || interrupted || !pause(Duration.ZERO, pause, until)) {
                    throw e;
                }
                pause = pause.multipliedBy(2);
            }
        }
    }

    /** What changes nothing; or what the server knows again by its key. */
    private static boolean isHarmlessTwice(HttpRequest request) {
        return request.method().equals("GET")
                || request.headers().firstValue("Idempotency-Key").isPresent();
    }

    /**
     * Waits, so long at least and by chance up to so much longer: many that lost the same server do not come back at once. False, at once, if there is not that much time
     * left.
     */
    private boolean pause(Duration least, Duration more, long until) {
        Duration pause = least.plusNanos(ThreadLocalRandom.current().nextLong(more.toNanos() + 1));
        if (System.nanoTime() + pause.toNanos() >= until) {
            return false;
        }
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Answer sendOnce(HttpRequest request, Duration limit, Consumer<HttpHeaders> onCookies) {
        HttpResponse<byte[]> response =
                await(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), BODY_LIMIT), limit, onCookies);
        return answer(response, response.body());
    }

    Answer answer(HttpResponse<?> head, byte[] body) {
        return new Answer(server, head.statusCode(), head.headers(), body);
    }

    /** Sends it and waits for the head of the answer; the body is read as it comes. */
    HttpResponse<Incoming> open(HttpRequest request) {
        HttpResponse<Incoming> response = openOnce(request);
        Optional<HttpRequest> again = response.statusCode() == 401 ? withNewCookie(request) : Optional.empty();
        if (again.isEmpty()) {
            return response;
        }
        response.body().close();
        return openOnce(again.get());
    }

    private HttpResponse<Incoming> openOnce(HttpRequest request) {
        return await(request, _ -> new Incoming(), ANSWER_LIMIT, headers -> cookie.update(cookieOf(request), headers));
    }

    private <T> HttpResponse<T> await(
            HttpRequest request, BodyHandler<T> body, Duration limit, Consumer<HttpHeaders> onCookies) {
        Instant sent = clock.now();
        CompletableFuture<HttpResponse<T>> pending = client().sendAsync(request, body);
        try {
            // HttpRequest.timeout would end with the answer's head; this limit is for all of it.
            HttpResponse<T> response = pending.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            clock.answered(sent, response.headers());
            onCookies.accept(response.headers());
            return response;
        } catch (TimeoutException e) {
            pending.cancel(true);
            throw new Unreachable(Cause.TIMEOUT, server, e);
        } catch (InterruptedException e) {
            pending.cancel(true);
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw unreachable(e.getCause() == null ? e : e.getCause());
        }
    }

    private HttpClient client() {
        try {
            return wire.client();
        } catch (GeneralSecurityException e) {
            throw new Unreachable(Cause.OWN_TLS, server, e);
        }
    }

    /** The exception for a wait that was interrupted; sets the thread's flag again. */
    Unreachable interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Unreachable(Cause.BROKEN, server, e);
    }

    /** What a failure to get an answer means. */
    Unreachable unreachable(Throwable failure) {
        return new Unreachable(kind(failure), server, failure);
    }

    /** The most telling of the failure and its causes: java.net.http wraps an unknown host in a ConnectException, for one. */
    private static Cause kind(Throwable failure) {
        if (has(failure, UnresolvedAddressException.class) || has(failure, UnknownHostException.class)) {
            return Cause.NO_SUCH_HOST;
        } else if (has(failure, UntrustedCertificateException.class)) {
            return Cause.CERTIFICATE;
        } else if (has(failure, SSLException.class)) {
            return speaksNoTls(failure) ? Cause.NO_TLS : Cause.TLS;
        } else if (has(failure, HttpTimeoutException.class)) {
            return Cause.TIMEOUT;
        } else if (has(failure, ConnectException.class)) {
            return Cause.REFUSED;
        } else if (has(failure, ProtocolException.class)) {
            return Cause.NOT_PORTCULLIS;
        }
        return Cause.BROKEN;
    }

    /** The JDK has no type for it, but a sentence (SSLSocketInputRecord, SSLEngineInputRecord). */
    private static boolean speaksNoTls(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException
                    && String.valueOf(cause.getMessage())
                            .toLowerCase(Locale.ROOT)
                            .contains("unrecognized ssl message")) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(Throwable failure, Class<? extends Exception> type) {
        @Nullable Throwable cause = failure;
        while (cause != null) {
            if (type.isInstance(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
