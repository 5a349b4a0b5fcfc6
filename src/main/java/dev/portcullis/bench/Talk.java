package dev.portcullis.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One conversation, carried over one connection, which is opened again if it breaks. On the event loop. */
final class Talk {
    private static final long PAUSE_AFTER_TROUBLE = 100; // ms: a server in trouble is not to be flooded

    private final Vertx vertx;
    private final Supplier<Future<HttpClientConnection>> connect;
    private final Conversation conversation;
    private final long end;
    private final Listener listener;
    private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
    private @Nullable HttpClientConnection connection;

    /** @param end when ({@link System#nanoTime()}) nothing more is asked */
    Talk(
            Vertx vertx,
            Supplier<Future<HttpClientConnection>> connect,
            Conversation conversation,
            long end,
            Listener listener) {
        this.vertx = vertx;
        this.connect = connect;
        this.conversation = conversation;
        this.end = end;
        this.listener = listener;
    }

    /** Who wants to know. */
    interface Listener {
        /** The answer that was to come, with {@link System#nanoTime()} of both. */
        void answered(long asked, long answered);

        /** There was none. True to try again. */
        boolean failed(String what);
    }

    /** Completed when all is said. */
    CompletableFuture<@Nullable Void> over() {
        return over;
    }

    void begin() {
        connect.get().onComplete(connected -> {
            if (connected.succeeded()) {
                connection = connected.result();
                askNext(connected.result());
            } else {
                trouble("cannot connect: " + reason(connected.cause()));
            }
        });
    }

    private void askNext(HttpClientConnection open) {
        try {
            Ask ask = System.nanoTime() - end < 0 ? conversation.next() : null;
            if (ask == null) {
                finish();
            } else {
                ask(open, ask);
            }
        } catch (RuntimeException e) {
            over.completeExceptionally(e);
        }
    }

    private void ask(HttpClientConnection open, Ask ask) {
        RequestOptions options = new RequestOptions().setMethod(ask.method()).setURI(ask.path());
        ask.headers().forEach(options::putHeader);
        long asked = System.nanoTime();
        open.request(options)
                .compose(request -> request.send(ask.body()))
                .compose(response ->
                        response.body().map(body -> new Reply(response.statusCode(), response.headers(), body)))
                .onComplete(answer -> {
                    if (answer.failed()) {
                        trouble(ask + ": " + reason(answer.cause()));
                    } else {
                        heard(open, ask, answer.result(), asked);
                    }
                });
    }

    private void heard(HttpClientConnection open, Ask ask, Reply reply, long asked) {
        try {
            long answered = System.nanoTime();
            if (conversation.heard(reply)) {
                listener.answered(asked, answered);
                askNext(open);
            } else {
                trouble(ask + ": " + reply);
            }
        } catch (RuntimeException e) {
            over.completeExceptionally(e);
        }
    }

    private void trouble(String what) {
        boolean again = listener.failed(what) && System.nanoTime() - end < 0;
        if (again) {
            close();
            vertx.setTimer(PAUSE_AFTER_TROUBLE, _ -> begin());
        } else {
            finish();
        }
    }

    private void finish() {
        close();
        over.complete(null);
    }

    private void close() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
