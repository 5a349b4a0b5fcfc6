package dev.portcullis.support;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * How many objects of each class are reachable.
 *
 * @param counts by the class's name
 */
public record Histogram(Map<String, Long> counts) {
    private static final Pattern LINE = Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +(\\S+)");
    private static final int MOST_COLLECTIONS = 6;

    public Histogram {
        counts = Map.copyOf(counts);
    }

    /** Collects what is not reachable until nothing more is found, and counts what is left of these classes. */
    public static Histogram of(Predicate<String> classes) {
        Histogram now = once(classes);
        for (int i = 0; i < MOST_COLLECTIONS; i++) {
            Histogram next = once(classes);
            if (next.equals(now)) {
                return now;
            }
            now = next;
        }
        return now;
    }

    /** The classes of which there are so many more than before, with how many more. */
    public Map<String, Long> grownBy(long many, Histogram before) {
        Map<String, Long> grown = new TreeMap<>();
        counts.forEach((type, count) -> {
            long more = count - before.counts.getOrDefault(type, 0L);
            if (more >= many) {
                grown.put(type, more);
            }
        });
        return grown;
    }

    /** The virtual machine collects the garbage before it counts. */
    private static Histogram once(Predicate<String> classes) {
        Map<String, Long> counts = new TreeMap<>();
        Matcher line = LINE.matcher(told());
        while (line.find()) {
            if (classes.test(line.group(2))) {
                counts.merge(line.group(2), Long.valueOf(line.group(1)), Long::sum);
            }
        }
        return new Histogram(counts);
    }

    private static String told() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException("The virtual machine does not tell what its heap holds", e);
        }
    }
}
