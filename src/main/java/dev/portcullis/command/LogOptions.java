package dev.portcullis.command;

import ch.qos.logback.classic.Level;
import dev.portcullis.server.ServerConfig;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** What a server says of itself, and how. */
final class LogOptions {
    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

    @Option(names = "--log-format", paramLabel = "F", description = "text or json, a line each. Default: text.")
    private String format = "text";

    @Option(names = "--log-level", paramLabel = "L", description = "error, warn, info, debug or trace. Default: info.")
    private String level = "info";

    @Option(names = "--access-log", description = "A line for each request.")
    private boolean accessLog;

    ServerConfig apply(ServerConfig config, Faults faults) {
        faults.unless(
                format.equals("text") || format.equals("json"), "--log-format must be text or json, not " + format);
        faults.unless(
                LEVELS.contains(level.toLowerCase(Locale.ROOT)),
                "--log-level must be " + String.join(", ", LEVELS.subList(0, 4)) + " or trace, not " + level);
        return config.withAccessLog(accessLog);
    }

    /** From here on, the log is as these options say. */
    void take() {
        Logs.to(format.equals("json") ? new JsonLines() : new TextLines(), Level.toLevel(level));
    }
}
