package dev.portcullis.console.desk;

import dev.portcullis.api.FaultCode;
import dev.portcullis.api.Problem;
import dev.portcullis.api.Problem.Fault;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.DurationText;
import dev.portcullis.console.common.Text;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Puts into words what the server finds wrong with a value: in the operator's language, where it is known what is said; else as the server says it. */
public final class FaultWords {
    private FaultWords() {}

    /** All that is wrong with what was sent, each with its place, if the server names it value by value. */
    public static Optional<String> of(Problem problem) {
        List<Fault> errors = problem.errors();
        return errors == null || errors.isEmpty()
                ? Optional.empty()
                : Optional.of(errors.stream().map(FaultWords::placed).distinct().collect(Collectors.joining(" ")));
    }

    /** Where in what was sent something is wrong, as JSON Pointers, if the server says so. */
    public static List<String> places(Throwable failure) {
        List<Fault> errors = failure instanceof ClientException.Refused refused
                ? refused.problem().errors()
                : null;
        return errors == null ? List.of() : errors.stream().map(Fault::pointer).toList();
    }

    private static String placed(Fault fault) {
        return known(fault).filter(FaultCode::namesItsValue).isPresent()
                ? sentence(fault)
                : fault.pointer().replaceFirst("^#/", "") + ": " + sentence(fault);
    }

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
        return known(fault)
                .map(code -> Text.get(
                        "failure.fault." + code.wire(),
                        values(fault).stream().map(value).toArray()))
                .orElse(fault.detail());
    }

    /**
     * The same of a time, which the server has in seconds and the operator types with units.
     *
     * @param value says what is no number
     */
    public static String ofTime(Fault fault, UnaryOperator<String> value) {
        UnaryOperator<String> typed =
                each -> each.matches("\\d{1,9}") ? DurationText.of(Integer.parseInt(each)) : value.apply(each);
        return known(fault).filter(FaultCode.NOT_A_NUMBER::equals).isPresent()
                ? Text.get(
                        "failure.fault.not-a-time-within",
                        values(fault).stream().map(typed).toArray())
                : sentence(fault, typed);
    }

    /** Its code, if it is one of ours and has all its values. */
    public static Optional<FaultCode> known(Fault fault) {
        return FaultCode.ofWire(fault.code())
                .filter(code -> values(fault).size() >= code.size()
                        && values(fault).stream().allMatch(Objects::nonNull));
    }

    private static List<String> values(Fault fault) {
        return Objects.requireNonNullElse(fault.values(), List.of());
    }
}
