package dev.portcullis.server;

import io.vertx.core.MultiMap;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads {@code name=value&name=value} as in an address or a form ({@code application/x-www-form-urlencoded}). */
final class QueryString {
    private QueryString() {}

    /**
     * The parameters, each with all its values.
     *
     * @throws ProblemException (400) if it is not encoded so
     */
    static MultiMap parse(@Nullable String text) {
        MultiMap parameters = MultiMap.caseInsensitiveMultiMap();
        if (text == null) {
            return parameters;
        }
        for (String pair : text.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            try {
                parameters.add(
                        decode(equals < 0 ? pair : pair.substring(0, equals)),
                        decode(equals < 0 ? "" : pair.substring(equals + 1)));
            } catch (IllegalArgumentException notEncoded) {
                throw ProblemException.invalid("A parameter is not percent-encoded as it should be.");
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
