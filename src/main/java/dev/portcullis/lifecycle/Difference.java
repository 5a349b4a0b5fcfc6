package dev.portcullis.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What a change changed, for the record: {@code {"name":{"from":"Ann","to":"Anna"}}}. */
final class Difference {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ObjectNode detail = JSON.objectNode();

    Difference of(String name, String from, String to) {
        return of(name, JSON.textNode(from), JSON.textNode(to));
    }

    Difference of(String name, List<String> from, List<String> to) {
        return of(name, array(from), array(to));
    }

    /** Something that is so, and has not changed. */
    Difference with(String name, String value) {
        detail.put(name, value);
        return this;
    }

    Difference with(String name, List<String> value) {
        detail.set(name, array(value));
        return this;
    }

    Difference with(String name, int value) {
        detail.put(name, value);
        return this;
    }

    private Difference of(String name, JsonNode from, JsonNode to) {
        if (!from.equals(to)) {
            detail.putObject(name).<ObjectNode>set("from", from).set("to", to);
        }
        return this;
    }

    private static ArrayNode array(List<String> values) {
        ArrayNode array = JSON.arrayNode();
        values.forEach(array::add);
        return array;
    }

    boolean empty() {
        return detail.isEmpty();
    }

    ObjectNode detail() {
        return detail;
    }
}
