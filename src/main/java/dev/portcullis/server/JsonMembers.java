package dev.portcullis.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.FaultCode;
import dev.portcullis.api.Problem.Fault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object of a request member by member. What is wrong does not stop the reading: it is noted with its place, and some value that is right is answered in its
 * stead, so that at the end every fault is known at once. Whoever reads must ask {@link #requireNoFaults} before using what was read.
 */
final class JsonMembers {
    /** After so many wrong items of one list nobody reads on. */
    private static final int MOST_WRONG = 10;

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private final ObjectNode object;
    private final String at;
    private final List<Fault> faults;
    private final Set<String> known = new HashSet<>();

    /** Of the body itself. */
    JsonMembers(ObjectNode body) {
        this(body, "#", new ArrayList<>());
    }

    private JsonMembers(ObjectNode object, String at, List<Fault> faults) {
        this.object = object;
        this.at = at;
        this.faults = faults;
    }

    /** Whether it is there at all; null counts, since a merge patch has a meaning for it. */
    boolean has(String name) {
        known.add(name);
        return object.has(name);
    }

    /** A member that must be there, as an object. */
    JsonMembers object(String name) {
        JsonNode value = required(name);
        if (value instanceof ObjectNode inner) {
            return new JsonMembers(inner, place(name), faults);
        }
        if (!value.isMissingNode()) {
            fault(name, FaultCode.NOT_AN_OBJECT);
        }
        return new JsonMembers(JsonNodeFactory.instance.objectNode(), place(name), new ArrayList<>());
    }

    /** The members of an object by name, in their order, each with a name by the rule and read so; there are at most so many. */
    <T> Map<String, T> each(int most, TextRule names, Function<JsonMembers, T> read) {
        Map<String, T> all = new TreeMap<>();
        if (object.size() > most) {
            faults.add(Fault.of(at, FaultCode.TOO_MANY_MEMBERS, most));
            return all;
        }
        object.fieldNames().forEachRemaining(name -> {
            Fault wrong = names.fault(place(name), name);
            if (wrong != null) {
                faults.add(wrong);
                return;
            }
            JsonMembers inner = object(name);
            all.put(name, read.apply(inner));
            inner.noOthers();
        });
        return all;
    }

    /** A list of objects that must be there, at most so many, each read so. */
    <T> List<T> objects(String name, int most, Function<JsonMembers, T> read) {
        JsonNode value = required(name);
        List<T> all = new ArrayList<>();
        if (!value.isArray() || value.size() > most) {
            if (!value.isMissingNode()) {
                fault(name, FaultCode.NOT_OBJECTS, most);
            }
            return all;
        }
        for (int i = 0; i < value.size(); i++) {
            String place = place(name) + "/" + i;
            if (value.get(i) instanceof ObjectNode inner) {
                JsonMembers members = new JsonMembers(inner, place, faults);
                all.add(read.apply(members));
                members.noOthers();
            } else {
                faults.add(Fault.of(place, FaultCode.NOT_AN_OBJECT));
            }
        }
        return all;
    }

    /** A whole number within these bounds that must be there. */
    int number(String name, int smallest, int largest) {
        return number(name, required(name), smallest, largest);
    }

    /** The same, if it is there. */
    Optional<Integer> maybeNumber(String name, int smallest, int largest) {
        known.add(name);
        JsonNode value = object.path(name);
        return value.isMissingNode() ? Optional.empty() : Optional.of(number(name, value, smallest, largest));
    }

    private int number(String name, JsonNode value, int smallest, int largest) {
        if (value.isIntegralNumber()
                && value.canConvertToInt()
                && value.intValue() >= smallest
                && value.intValue() <= largest) {
            return value.intValue();
        }
        if (!value.isMissingNode()) {
            fault(name, FaultCode.NOT_A_NUMBER, smallest, largest);
        }
        return smallest;
    }

    /** True or false. */
    boolean flag(String name) {
        JsonNode value = required(name);
        if (!value.isBoolean() && !value.isMissingNode()) {
            fault(name, FaultCode.NOT_A_FLAG);
        }
        return value.asBoolean();
    }

    /** The same; false if it is not there. */
    boolean maybeFlag(String name) {
        known.add(name);
        return object.has(name) && flag(name);
    }

    /** One of these words that must be there. */
    <T> T word(String name, Map<String, T> words, T otherwise) {
        JsonNode value = required(name);
        T found = words.get(value.asText());
        if (value.isTextual() && found != null) {
            return found;
        }
        if (!value.isMissingNode()) {
            fault(name, FaultCode.NOT_A_WORD, String.join(", ", new TreeMap<>(words).keySet()));
        }
        return otherwise;
    }

    /** What is wrong with a text that stands there; null if nothing is. */
    @FunctionalInterface
    interface TextRule {
        @Nullable
        Fault fault(String place, String text);

        /** One with a single fault, which has no values. */
        static TextRule of(Predicate<String> test, FaultCode otherwise) {
            return (place, text) -> test.test(text) ? null : Fault.of(place, otherwise);
        }
    }

    /** A list of texts that must be there, at most so many, each by the rule. */
    List<String> texts(String name, int most, TextRule rule) {
        JsonNode value = required(name);
        List<String> texts = new ArrayList<>();
        if (!value.isArray() || value.size() > most) {
            if (!value.isMissingNode()) {
                fault(name, FaultCode.NOT_TEXTS, most);
            }
            return texts;
        }
        for (int i = 0; i < value.size(); i++) {
            JsonNode each = value.get(i);
            String place = place(name) + "/" + i;
            Fault wrong =
                    each.isTextual() ? rule.fault(place, each.textValue()) : Fault.of(place, FaultCode.NOT_A_TEXT);
            if (wrong == null) {
                texts.add(each.textValue());
            } else {
                faults.add(wrong);
            }
        }
        return texts;
    }

    /** A UUID that must be there. */
    UUID uuid(String name) {
        JsonNode value = required(name);
        Optional<UUID> uuid = uuid(value);
        if (uuid.isEmpty() && !value.isMissingNode()) {
            fault(name, FaultCode.NOT_A_UUID);
        }
        return uuid.orElseGet(() -> new UUID(0, 0));
    }

    /** Text that must be there: 1 to so many characters that can be shown, without the space around it. */
    String sentence(String name, int longest) {
        String text = text(name).strip();
        if (object.path(name).isTextual()) {
            if (Checks.misfits(text, 1, longest)) {
                fault(name, FaultCode.TEXT_LENGTH, 1, longest);
            } else if (Checks.misleads(text)) {
                fault(name, FaultCode.TEXT_NOT_SHOWN);
            }
        }
        return text;
    }

    /** A list of UUIDs that must be there, 1 to so many. Of those that are none, the first few are named. */
    SequencedSet<UUID> uuids(String name, int most) {
        JsonNode value = required(name);
        SequencedSet<UUID> uuids = new LinkedHashSet<>();
        if (!value.isArray() || value.isEmpty() || value.size() > most) {
            if (!value.isMissingNode()) {
                fault(name, FaultCode.NOT_UUIDS, most);
            }
            return uuids;
        }
        int wrong = 0;
        for (int i = 0; i < value.size() && wrong < MOST_WRONG; i++) {
            Optional<UUID> uuid = uuid(value.get(i));
            uuid.ifPresent(uuids::add);
            if (uuid.isEmpty()) {
                faults.add(Fault.of(place(name) + "/" + i, FaultCode.NOT_A_UUID));
                wrong++;
            }
        }
        return uuids;
    }

    private static Optional<UUID> uuid(JsonNode value) {
        String text = value.isTextual() ? value.textValue() : "";
        return UUID_TEXT.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    /** The text of a member that must be there. */
    String text(String name) {
        JsonNode value = required(name);
        if (!value.isTextual() && !value.isMissingNode()) {
            fault(name, FaultCode.NOT_A_TEXT);
        }
        return value.asText();
    }

    /** The same, if it is there. */
    Optional<String> maybeText(String name) {
        known.add(name);
        return object.has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** The node itself, as an object. */
    ObjectNode node() {
        return object;
    }

    /** Every member that was not asked for is a fault: no misspelt wish is silently dropped. */
    void noOthers() {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                faults.add(Fault.of(place(name), FaultCode.UNKNOWN_MEMBER));
            }
        });
    }

    void fault(String name, FaultCode what, Object... values) {
        faults.add(Fault.of(place(name), what, values));
    }

    /** @throws ProblemException with all that is wrong */
    void requireNoFaults() {
        if (!faults.isEmpty()) {
            throw new ProblemException(faults);
        }
    }

    private JsonNode required(String name) {
        known.add(name);
        JsonNode value = object.path(name);
        if (value.isMissingNode()) {
            fault(name, FaultCode.MISSING);
        }
        return value;
    }

    private String place(String name) {
        return at + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
