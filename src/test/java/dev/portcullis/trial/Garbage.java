package dev.portcullis.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.support.Contract;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are wrong, made from the description of what is offered: mostly right, and then wrong in one or several places, since what is wrong everywhere is
 * refused at the door.
 */
final class Garbage {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> METHODS = List.of(
            "GET",
            "HEAD",
            "POST",
            "PUT",
            "PATCH",
            "DELETE",
            "OPTIONS",
            "TRACE",
            "CONNECT",
            "PROPFIND",
            "get",
            "G\u00c9T");
    private static final String[] TEXTS = {
        "",
        " ",
        "\u0000",
        "\r\nSet-Cookie: x=y",
        "'",
        "' or 1=1 --",
        "\"",
        "<script>",
        "../../etc/passwd",
        "%00",
        "%",
        "%zz",
        "%c0%af",
        "\ud83d\ude80",
        "\u202e\u0627",
        "null",
        "true",
        "-1",
        "0",
        "99999999999999999999",
        "1e309",
        "NaN",
        "2026-02-30T25:61:61Z",
        "00000000-0000-0000-0000-000000000000",
        "${jndi:ldap://x}",
        "{{7*7}}",
        "a".repeat(300),
        "a".repeat(5000),
        "*",
        "\\",
        ";",
        "a=b&c=d"
    };
    private static final String[] CONTENT_TYPES = {
        "application/json",
        "application/json; charset=utf-16",
        "application/merge-patch+json",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "application/xml",
        "",
        ";",
        "a".repeat(2000),
        "application/json, text/html"
    };

    private final Random random;
    private final Contract contract = Contract.get();
    private final List<Contract.Operation> operations = contract.operations();
    private final List<String> credentials;
    private final List<String> identifiers;

    /**
     * @param credentials header lines that open something
     * @param identifiers that there is something of
     */
    Garbage(Random random, List<String> credentials, List<String> identifiers) {
        this.random = random;
        this.credentials = credentials;
        this.identifiers = identifiers;
    }

    /**
     * A request as it is sent.
     *
     * @param whole whether the server can see where it ends; otherwise the sender stops in the middle
     */
    record Request(String method, String target, byte[] bytes, boolean whole) {
        @Override
        public String toString() {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            return text.length() > 1500 ? text.substring(0, 1500) + "…" : text;
        }
    }

    Request next() {
        Contract.Operation operation = one(operations);
        String method = chance(20) ? one(METHODS) : operation.method();
        String target = target(operation);
        byte[] body = body(operation);
        List<String> headers = new ArrayList<>();
        headers.add("Host: " + (chance(50) ? one(TEXTS) : "localhost"));
        if (!chance(4)) {
            headers.add(one(credentials));
        }
        if (!chance(10)) {
            headers.add("X-Requested-By: garbage");
        }
        headers.add("Connection: close");
        boolean whole = true;
        boolean chunked = chance(10);
        if (chunked) {
            headers.add("Transfer-Encoding: chunked");
            whole = !chance(4);
            body = whole
                    ? chunked(Integer.toHexString(body.length), body, "\r\n0\r\n\r\n")
                    : chunked(one(TEXTS), body, one(TEXTS));
        } else if (body.length > 0 || chance(10)) {
            int length = body.length;
            if (chance(12)) {
                length += 1 + random.nextInt(100);
                whole = false;
            }
            headers.add("Content-Length: " + (chance(40) ? one(TEXTS) : length));
        }
        if (body.length > 0) {
            headers.add("Content-Type: " + (chance(5) ? one(CONTENT_TYPES) : type(operation)));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            headers.add(hostile());
        }
        String head = method + " " + target + (chance(50) ? " HTTP/9.9" : " HTTP/1.1") + "\r\n"
                + String.join("\r\n", headers) + "\r\n\r\n";
        byte[] bytes = join(head.getBytes(chance(10) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1), body);
        if (chance(30)) {
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length) + 1);
            whole = false;
        }
        // What a text has brought into the head may have broken it anywhere.
        boolean broken = head.indexOf('\0') >= 0 || head.contains("\r\nSet-Cookie");
        return new Request(method, target, bytes, whole && !broken);
    }

    private String target(Contract.Operation operation) {
        StringBuilder target = new StringBuilder();
        for (String part : operation.path().split("(?<=/)")) {
            target.append(part.contains("{") ? identifier() + (part.endsWith("/") ? "/" : "") : part);
        }
        if (chance(40)) {
            target.append(one(List.of("/", "//", "/..", "/%2e%2e/", "?", "#", "/" + "x".repeat(5000))));
        }
        List<String> query = new ArrayList<>();
        parameters(operation).forEach(parameter -> {
            if (parameter.path("in").asText().equals("query") && random.nextBoolean()) {
                String value = chance(2)
                        ? one(TEXTS)
                        : fitting(parameter.path("schema"), 0).asText();
                query.add(parameter.path("name").asText() + "="
                        + (chance(6) ? raw(value) : URLEncoder.encode(value, StandardCharsets.UTF_8)));
            }
        });
        if (chance(10)) {
            query.add(raw(one(TEXTS)) + "=" + raw(one(TEXTS)));
        }
        return target + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }

    private String identifier() {
        return switch (random.nextInt(4)) {
            case 0 -> URLEncoder.encode(one(TEXTS), StandardCharsets.UTF_8);
            case 1 -> new java.util.UUID(random.nextLong(), random.nextLong()).toString();
            default -> one(identifiers);
        };
    }

    private List<JsonNode> parameters(Contract.Operation operation) {
        List<JsonNode> parameters = new ArrayList<>();
        operation.description().path("parameters").forEach(each -> parameters.add(contract.resolved(each)));
        return parameters;
    }

    private static String type(Contract.Operation operation) {
        Map.Entry<String, JsonNode> content = content(operation);
        return content == null ? "application/json" : content.getKey();
    }

    private static Map.@Nullable Entry<String, JsonNode> content(Contract.Operation operation) {
        return operation.description().path("requestBody").path("content").properties().stream()
                .findFirst()
                .orElse(null);
    }

    private byte[] body(Contract.Operation operation) {
        Map.Entry<String, JsonNode> content = content(operation);
        if (content == null) {
            return chance(10) ? one(TEXTS).getBytes(StandardCharsets.UTF_8) : new byte[0];
        }
        JsonNode value = fitting(content.getValue().path("schema"), 0);
        byte[] body = content.getKey().contains("json")
                ? value.toString().getBytes(StandardCharsets.UTF_8)
                : form(value).getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(16)) {
            case 0 -> Arrays.copyOf(body, random.nextInt(body.length + 1)); // truncated
            case 1 -> value.toString().getBytes(StandardCharsets.UTF_16);
            case 2 -> flipped(body);
            case 3 -> join(body, body);
            case 4 -> "[".repeat(random.nextInt(20_000)).getBytes(StandardCharsets.UTF_8);
            case 5 -> chance(10) ? " ".repeat(600 * 1024).getBytes(StandardCharsets.UTF_8) : new byte[0];
            default -> body;
        };
    }

    /** A value that the schema allows; now and then, and anywhere in it, one that it does not. */
    private JsonNode fitting(JsonNode unresolved, int depth) {
        JsonNode schema = contract.resolved(unresolved);
        if (depth > 6 || chance(12)) {
            return wrong();
        }
        if (schema.has("enum")) {
            return schema.path("enum").path(random.nextInt(schema.path("enum").size()));
        }
        String type = schema.path("type").isArray()
                ? schema.path("type").path(0).asText()
                : schema.path("type").asText();
        return switch (type) {
            case "object" -> {
                ObjectNode object = JSON.objectNode();
                schema.path("properties").properties().forEach(member -> {
                    if (!chance(4)) {
                        object.set(member.getKey(), fitting(member.getValue(), depth + 1));
                    }
                });
                if (chance(15)) {
                    object.set(one(TEXTS), wrong());
                }
                yield object;
            }
            case "array" -> {
                ArrayNode array = JSON.arrayNode();
                for (int i = chance(40) ? 300 : random.nextInt(3); i > 0; i--) {
                    array.add(fitting(schema.path("items"), depth + 1));
                }
                yield array;
            }
            case "integer", "number" -> JSON.numberNode(chance(4) ? random.nextLong() : random.nextInt(5000));
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            default ->
                JSON.textNode(
                        schema.path("format").asText().equals("uuid")
                                ? identifier()
                                : "text " + Long.toString(random.nextLong(), 36));
        };
    }

    private JsonNode wrong() {
        return switch (random.nextInt(9)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.numberNode(random.nextLong());
            case 2 -> JSON.numberNode(new java.math.BigDecimal("1e400"));
            case 3 -> JSON.booleanNode(true);
            case 4 -> JSON.arrayNode().add(JSON.nullNode()).add(1);
            case 5 -> JSON.objectNode().put("", "").put("__proto__", 1);
            default -> JSON.textNode(one(TEXTS));
        };
    }

    private String form(JsonNode value) {
        List<String> pairs = new ArrayList<>();
        value.properties()
                .forEach(member -> pairs.add(URLEncoder.encode(member.getKey(), StandardCharsets.UTF_8) + "="
                        + (chance(8)
                                ? raw(member.getValue().asText())
                                : URLEncoder.encode(member.getValue().asText(), StandardCharsets.UTF_8))));
        return String.join("&", pairs);
    }

    private String hostile() {
        String text = one(TEXTS);
        return switch (random.nextInt(14)) {
            case 0 -> "Cookie: session=" + text;
            case 1 -> "Cookie: __Host-session=" + text + "; session=" + text;
            case 2 -> "Authorization: Bearer " + text;
            case 3 -> "Authorization: Basic " + text;
            case 4 -> "If-None-Match: " + text;
            case 5 -> "If-Match: " + text;
            case 6 -> "X-Forwarded-For: " + text;
            case 7 -> "Expect: " + text;
            case 8 -> "Origin: " + text;
            case 9 -> "Last-Event-ID: " + text;
            case 10 -> "User-Agent: " + text;
            case 11 -> "X-" + "y".repeat(random.nextInt(20_000)) + ": z";
            case 12 -> text + ": " + text;
            default -> "Accept: " + text;
        };
    }

    private static byte[] chunked(String size, byte[] body, String end) {
        return join(join((size + "\r\n").getBytes(StandardCharsets.UTF_8), body), end.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] flipped(byte[] body) {
        byte[] flipped = body.clone();
        for (int i = 0; i < flipped.length; i += 1 + random.nextInt(40)) {
            flipped[i] = (byte) random.nextInt(256);
        }
        return flipped;
    }

    /** As it is, but for what would end the line. */
    private static String raw(String text) {
        return text.replaceAll("[\\s\\x00]", "+");
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T one(List<T> many) {
        return many.get(random.nextInt(many.size()));
    }

    private String one(String[] many) {
        return many[random.nextInt(many.length)];
    }

    private static byte[] join(byte[] a, byte[] b) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(a);
        both.writeBytes(b);
        return both.toByteArray();
    }
}
