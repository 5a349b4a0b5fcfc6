package dev.portcullis.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The published description of the API, which every answer in the tests is held to: a status that is not described, a member that is missing, of another type or
 * not described, is a failure.
 */
public final class Contract {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /** What the front of the server says to any request, before it knows whose it is. */
    private static final Set<Integer> ANYWHERE = Set.of(400, 404, 405, 413, 414, 431, 503);

    private static final Contract CONTRACT = new Contract();

    private final SchemaRegistry registry = SchemaRegistry.withDialect(Dialects.getDraft202012());
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
    private final JsonNode description;
    private final List<Operation> operations = new ArrayList<>();

    /** Something that is offered. */
    public record Operation(String method, String path, JsonNode description) {
        Pattern pattern() {
            return Pattern.compile(path.replace(".", "\\.").replaceAll("\\{[^}]+}", "[^/]+"));
        }

        /** Whether it is for one of many: {@code /v1/sessions/current} is no handle. */
        boolean isTemplate() {
            return path.contains("{");
        }
    }

    private Contract() {
        try (InputStream yaml = Contract.class.getResourceAsStream("/openapi.yaml")) {
            this.description = new ObjectMapper().valueToTree(new YAMLMapper().readTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        close(description);
        description
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(member -> {
                    if (METHODS.contains(member.getKey())) {
                        operations.add(new Operation(
                                member.getKey().toUpperCase(Locale.ROOT), path.getKey(), member.getValue()));
                    }
                }));
        operations.sort(Comparator.comparing(Operation::isTemplate));
    }

    public static Contract get() {
        return CONTRACT;
    }

    /** Everything that is offered. */
    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    /** What is wrong with an answer, as a sentence; empty if nothing is, or if the request was for nothing that is offered. */
    public Optional<String> fault(String method, String path, HttpResponse<String> response) {
        Optional<Operation> operation = operation(method, path);
        if (operation.isEmpty()) {
            return Optional.empty();
        }
        String answer = "%s %s: %d".formatted(method, path, response.statusCode());
        JsonNode expected =
                resolved(operation.get().description().path("responses").path(String.valueOf(response.statusCode())));
        if (expected.isMissingNode()) {
            return ANYWHERE.contains(response.statusCode())
                    ? Optional.empty()
                    : Optional.of(answer + " is not described: " + response.body());
        }
        if (response.body().isEmpty()) {
            return Optional.empty();
        }
        String type = response.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
        JsonNode content = expected.path("content").path(type);
        if (content.isMissingNode()) {
            return Optional.of(answer + " has a body of the type \"" + type + "\", which is not described");
        }
        if (!content.has("schema")) {
            return Optional.empty();
        }
        List<Error> errors = schema(content.path("schema")).validate(response.body(), InputFormat.JSON);
        return errors.isEmpty() ? Optional.empty() : Optional.of(answer + ": " + errors + " in " + response.body());
    }

    /** Where the description only points to, what is there. */
    public JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : description.at(reference.substring(1));
    }

    private Schema schema(JsonNode schema) {
        return schemas.computeIfAbsent(schema.toString(), _ -> {
            ObjectNode whole = schema.deepCopy();
            whole.set("components", description.path("components"));
            return registry.getSchema(whole);
        });
    }

    private Optional<Operation> operation(String method, String path) {
        String plain = path.replaceAll("[?#].*", "");
        return operations.stream()
                .filter(operation -> operation.method().equals(method))
                .filter(operation -> operation.pattern().matcher(plain).matches())
                .findFirst();
    }

    /** Clients take members that they do not know; tests do not. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("type").asText().equals("object")
                && object.has("properties")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(Contract::close);
    }
}
