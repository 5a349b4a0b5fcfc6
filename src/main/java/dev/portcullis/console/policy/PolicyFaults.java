package dev.portcullis.console.policy;

import dev.portcullis.api.FaultCode;
import dev.portcullis.api.Problem.Fault;
import dev.portcullis.console.common.DurationText;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.FaultWords;
import java.util.List;

/** What is wrong with a policy, or unwise, in the words of its form: its names for the values, and times as they are typed there. */
final class PolicyFaults {
    private PolicyFaults() {}

    static String sentence(Fault fault) {
        List<String> values = fault.values();
        if (FaultCode.NOT_A_NUMBER.wire().equals(fault.code())
                && Place.isTime(fault.pointer())
                && values != null
                && values.size() == 2) {
            return Text.get("policy.fault.range", time(values.get(0)), time(values.get(1)));
        }
        return FaultWords.sentence(
                fault,
                value -> Place.LIMITS.contains(value)
                        ? Place.limitName(value)
                        : Place.isTime(fault.pointer()) ? time(value) : value);
    }

    private static String time(String seconds) {
        return seconds.matches("\\d{1,9}") ? DurationText.of(Integer.parseInt(seconds)) : seconds;
    }
}
