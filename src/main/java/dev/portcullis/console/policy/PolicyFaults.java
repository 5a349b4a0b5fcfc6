package dev.portcullis.console.policy;

import dev.portcullis.api.FaultCode;
import dev.portcullis.api.Problem.Fault;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.FaultWords;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/** What is wrong with a policy, or unwise, in the words of its form: its names for the values, and times as they are typed there. */
final class PolicyFaults {
    /** That there are too many of something. */
    private static final Set<FaultCode> TOO_MANY =
            EnumSet.of(FaultCode.TOO_MANY_MEMBERS, FaultCode.NOT_OBJECTS, FaultCode.NOT_TEXTS);

    private PolicyFaults() {}

    static String sentence(Fault fault) {
        if (FaultWords.known(fault).filter(TOO_MANY::contains).isPresent()) {
            return Text.get(
                    "policy.fault.most", Objects.requireNonNull(fault.values()).getFirst());
        }
        return Place.isTime(fault.pointer())
                ? FaultWords.ofTime(fault, PolicyFaults::named)
                : FaultWords.sentence(fault, PolicyFaults::named);
    }

    private static String named(String value) {
        return Place.LIMITS.contains(value) ? Place.limitName(value) : value;
    }
}
