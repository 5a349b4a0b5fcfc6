package dev.portcullis.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.Json;
import dev.portcullis.api.PolicyDocument;
import java.util.Set;
import java.util.TreeSet;

/** What one policy says otherwise than another, for the record: by JSON Pointer, from what to what. Networks stand under their names, wherever in the list. */
final class PolicyDifference {
    private PolicyDifference() {}

    /** {@code {"changes":{"/lifetime/idleTtlSeconds":{"from":1800,"to":900}}}}; what was not there, or is no more, is left out. */
    static ObjectNode of(PolicyDocument before, PolicyDocument after) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        compare("", tree(before), tree(after), detail.putObject("changes"));
        return detail;
    }

    private static JsonNode tree(PolicyDocument policy) {
        ObjectNode tree = (ObjectNode) Json.tree(policy);
        ObjectNode networks = tree.putObject("networks");
        policy.networks().forEach(network -> networks.set(network.name(), named(network)));
        return tree;
    }

    /** Without its name, and so that two that are the same look the same. */
    private static ObjectNode named(PolicyDocument.Network network) {
        ObjectNode tree = ((ObjectNode) Json.tree(network)).without("name");
        return tree.<ObjectNode>set(
                "ranges", Json.tree(network.ranges().stream().sorted().toList()));
    }

    private static void compare(String at, JsonNode before, JsonNode after, ObjectNode changes) {
        if (before.equals(after)) {
            return;
        }
        if (!(before.isObject() || after.isObject())) {
            ObjectNode change = changes.putObject(at);
            if (!before.isMissingNode()) {
                change.set("from", before);
            }
            if (!after.isMissingNode()) {
                change.set("to", after);
            }
            return;
        }
        Set<String> names = new TreeSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        names.forEach(name -> compare(
                at + "/" + name.replace("~", "~0").replace("/", "~1"), before.path(name), after.path(name), changes));
    }
}
