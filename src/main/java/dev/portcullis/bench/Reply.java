package dev.portcullis.bench;

import dev.portcullis.api.Json;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** An answer, whole. */
record Reply(int status, MultiMap headers, Buffer body) {
    /**
     * Its body.
     *
     * @throws BenchException if it is no such JSON
     */
    <T> T as(Class<T> type) {
        try {
            return Json.read(body.getBytes(), type);
        } catch (IOException e) {
            throw new BenchException("the server answered no " + type.getSimpleName(), e);
        }
    }

    /** The {@code name=value} of the cookie that it sets. */
    String cookie() {
        String set = headers.get("Set-Cookie");
        if (set == null) {
            throw new BenchException("the server set no cookie");
        }
        int end = set.indexOf(';');
        return end < 0 ? set : set.substring(0, end);
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "status " + status;
    }
}
