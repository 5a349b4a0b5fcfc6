package dev.portcullis.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.FaultCode;
import dev.portcullis.api.Problem.Fault;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a session holds beside its permissions: a small JSON object, for the services behind. Services read it on each request and operators in each list, so it is
 * kept small; and every value can be kept by the database as it is and written by any JSON library (I-JSON, RFC 7493).
 */
public final class Attributes {
    static final int MOST_BYTES = 4 * 1024;
    static final int MOST_MEMBERS = 64;
    static final int DEEPEST = 8;
    static final int LONGEST_NAME = 64;
    private static final int MOST_DECIMALS = 32;
    private static final double LARGEST_NUMBER = (1L << 53) - 1;

    private Attributes() {}

    /** The result of a JSON merge patch (RFC 7396 §2): what is null goes, objects are merged member by member, all else is put in the place of what was there. */
    public static ObjectNode merge(ObjectNode target, ObjectNode patch) {
        ObjectNode merged = target.deepCopy();
        patch.properties().forEach(member -> {
            String name = member.getKey();
            switch (member.getValue()) {
                case JsonNode gone when gone.isNull() -> merged.remove(name);
                case ObjectNode inner ->
                    merged.set(
                            name, merge(merged.get(name) instanceof ObjectNode old ? old : merged.objectNode(), inner));
                case JsonNode value -> merged.set(name, value);
            }
        });
        return merged;
    }

    /**
     * What cannot be kept.
     *
     * @param at where the object is in what was sent, as a JSON Pointer
     */
    public static List<Fault> faults(ObjectNode attributes, String at) {
        List<Fault> faults = new ArrayList<>();
        look(attributes, at, 1, faults);
        int members = members(attributes);
        if (members > MOST_MEMBERS) {
            faults.add(Fault.of(at, FaultCode.TOO_MANY_ATTRIBUTES, members, MOST_MEMBERS));
        }
        int bytes = attributes.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            faults.add(Fault.of(at, FaultCode.TOO_LARGE, bytes, MOST_BYTES));
        }
        return faults;
    }

    private static void look(JsonNode node, String at, int depth, List<Fault> faults) {
        if (depth > DEEPEST && node.isContainerNode()) {
            faults.add(Fault.of(at, FaultCode.TOO_DEEP, DEEPEST));
            return;
        }
        if (node.isObject()) {
            node.properties().forEach(member -> {
                String place = at + "/" + member.getKey().replace("~", "~0").replace("/", "~1");
                if (member.getKey().isEmpty()
                        || member.getKey().length() > LONGEST_NAME
                        || member.getKey().codePoints().anyMatch(Attributes::unfitForAName)) {
                    faults.add(Fault.of(at, FaultCode.ATTRIBUTE_NAME, LONGEST_NAME));
                } else {
                    look(member.getValue(), place, depth + 1, faults);
                }
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                look(node.get(i), at + "/" + i, depth + 1, faults);
            }
        } else if (node.isNull()) {
            faults.add(Fault.of(at, FaultCode.NULL_IN_ARRAY));
        } else if (node.isNumber() && !keeps(node.decimalValue())) {
            faults.add(Fault.of(at, FaultCode.INEXACT_NUMBER));
        } else if (node.isTextual() && node.textValue().codePoints().anyMatch(Attributes::unfit)) {
            faults.add(Fault.of(at, FaultCode.TEXT_NOT_KEPT));
        }
    }

    /** Whether an IEEE 754 double, which is what most programs make of it, is still this number; and not one that takes hundreds of digits to write. */
    private static boolean keeps(BigDecimal number) {
        double nearest = number.doubleValue();
        return Double.isFinite(nearest)
                && Math.abs(nearest) <= LARGEST_NUMBER
                && number.scale() <= MOST_DECIMALS
                && new BigDecimal(Double.toString(nearest)).compareTo(number) == 0;
    }

    private static int members(JsonNode node) {
        int count = node.isObject() ? node.size() : 0;
        for (JsonNode inner : node) {
            count += members(inner);
        }
        return count;
    }

    /** U+0000, which PostgreSQL does not keep, and halves of a character, which are no Unicode. */
    private static boolean unfit(int character) {
        return character == 0 || Character.getType(character) == Character.SURROGATE;
    }

    private static boolean unfitForAName(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
