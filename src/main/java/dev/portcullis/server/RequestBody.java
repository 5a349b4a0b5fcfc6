package dev.portcullis.server;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Reads a request's body whole, up to a limit, before its endpoint is asked. It does not look into it: forms are read by {@link Request#form()}, and uploads are
 * nobody's business here, which is why it is not Vert.x's own handler.
 */
final class RequestBody implements Handler<RoutingContext> {
    private static final String KEY = RequestBody.class.getName();
    private static final long LIMIT = 512 * 1024;

    private final HttpGate gate;

    RequestBody(HttpGate gate) {
        this.gate = gate;
    }

    /** The body that was read; empty if there is none, or if nothing has read it. */
    static byte[] of(RoutingContext context) {
        Buffer body = context.get(KEY);
        return body == null ? new byte[0] : body.getBytes();
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (announced(request) > LIMIT) {
            context.fail(413);
            return;
        }
        Buffer body = Buffer.buffer();
        request.handler(part -> {
            if (context.failed()) {
                return; // what is left of too large a body
            }
            if (body.length() + part.length() > LIMIT) {
                context.fail(413);
            } else {
                body.appendBuffer(part);
            }
        });
        request.exceptionHandler(broken -> {
            if (!context.failed()) {
                gate.refuseBroken(context, broken);
            }
        });
        request.endHandler(_ -> {
            if (!context.failed()) {
                context.put(KEY, body);
                context.next();
            }
        });
    }

    private static long announced(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException notANumber) {
            return 0; // counted as it comes
        }
    }
}
