package dev.portcullis.console.desk;

import dev.portcullis.api.FaultCode;
import dev.portcullis.api.Problem.Fault;
import dev.portcullis.console.common.Text;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Puts into words what the server finds wrong with a value: in the operator's language, where it is known what is said; else as the server says it. */
public final class FaultWords {
    private FaultWords() {}

    /** In one sentence. */
    public static String sentence(Fault fault) {
        return sentence(fault, UnaryOperator.identity());
    }

    /**
     * The same, with its values said otherwise.
     *
     * @param value says one of the values that stand in the sentence as it is said where the operator has typed it
     */
    public static String sentence(Fault fault, UnaryOperator<String> value) {
        List<String> values = Objects.requireNonNullElse(fault.values(), List.of());
        return FaultCode.ofWire(fault.code())
                .map(code -> Text.get(
                        "failure.fault." + code.wire(),
                        values.stream().map(value).toArray()))
                .orElse(fault.detail());
    }
}
