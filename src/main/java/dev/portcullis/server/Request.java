package dev.portcullis.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.Json;
import dev.portcullis.api.ProblemType;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * A request, read whole.
 *
 * @param id names it in the log and in a problem's {@code instance}
 * @param remote the numeric address of the other end of the connection
 * @param arrived {@link System#nanoTime()} when it came
 * @param gone whether nobody waits for the answer any more
 */
public record Request(
        String id,
        String method,
        String path,
        Map<String, String> pathParameters,
        MultiMap query,
        MultiMap headers,
        byte[] body,
        String remote,
        long arrived,
        BooleanSupplier gone) {

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The one value of a query parameter; empty if it is absent or blank. */
    public Optional<String> query(String name) {
        List<String> values = query.getAll(name);
        if (values.size() > 1) {
            throw ProblemException.invalid("The parameter \"" + name + "\" is given " + values.size() + " times.");
        }
        return values.stream().filter(value -> !value.isBlank()).findFirst();
    }

    /** A UUID in the path. */
    public UUID uuid(String name) {
        String text = pathParameters.getOrDefault(name, "");
        try {
            UUID uuid = UUID.fromString(text);
            if (uuid.toString().equalsIgnoreCase(text)) {
                return uuid;
            }
        } catch (IllegalArgumentException notAUuid) {
            // said below
        }
        throw new ProblemException(ProblemType.NOT_FOUND, "\"" + name + "\" is not a UUID.");
    }

    /** The body as JSON of this type, which must say so in its content type. */
    public <T> T json(Class<T> type) {
        requireContentType("application/json");
        try {
            T value = Json.readStrictly(body, type);
            if (value == null) {
                throw ProblemException.invalid("The body is null.");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        } catch (IOException e) {
            throw ProblemException.invalid("The body is not JSON in UTF-8.");
        }
    }

    /**
     * The body as a JSON object, in one of these content types, for those who name each fault in it.
     */
    public ObjectNode jsonObject(String... contentTypes) {
        requireContentType(contentTypes);
        try {
            if (Json.readTree(body) instanceof ObjectNode object) {
                return object;
            }
            throw ProblemException.invalid("The body is not a JSON object.");
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        } catch (IOException e) {
            throw ProblemException.invalid("The body is not JSON in UTF-8.");
        }
    }

    private static ProblemException unreadable(JsonProcessingException e) {
        String where = e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
        return ProblemException.invalid("The body is not the JSON that is expected here" + where + ".");
    }

    /** The body as {@code application/x-www-form-urlencoded}; a repeated parameter is an error, one without a value is none (RFC 6749 §3.2). */
    public Map<String, String> form() {
        requireContentType("application/x-www-form-urlencoded");
        Map<String, String> form = new HashMap<>();
        QueryString.parse(new String(body, StandardCharsets.UTF_8)).forEach(parameter -> {
            if (form.put(parameter.getKey(), parameter.getValue()) != null) {
                throw ProblemException.invalid("A parameter is given twice.");
            }
        });
        form.values().removeIf(String::isEmpty);
        return form;
    }

    private void requireContentType(String... expected) {
        String type = header("Content-Type").orElse("");
        int end = type.indexOf(';');
        String sent = (end < 0 ? type : type.substring(0, end)).strip();
        if (Arrays.stream(expected).noneMatch(sent::equalsIgnoreCase)) {
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send " + String.join(" or ", expected) + ".");
        }
    }
}
