package dev.portcullis.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: {@code java -jar portcullis.jar COMMAND}. Without a command it is the console. */
@Command(
        name = "portcullis",
        description = "A session server, and the console from which operators watch and end sessions.",
        subcommands = {ConsoleCommand.class, ServerCommand.class, SimulateCommand.class, BenchCommand.class},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Portcullis {
    /** A wrong option or value: one line, and this. */
    static final int WRONG_USAGE = 2;

    /** It could not be done: one line, and this. */
    static final int FAILED = 1;

    private Portcullis() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs a command to its end, and returns the exit code. */
    static int run(String... args) {
        return run(new PrintWriter(System.err, true, StandardCharsets.UTF_8), args);
    }

    /** The same, complaining to somebody else. */
    static int run(PrintWriter errors, String... args) {
        String[] withCommand = args.length == 0 ? new String[] {"console"} : args;
        CommandLine line = new CommandLine(new Portcullis()).setErr(errors);
        line.setParameterExceptionHandler((e, _) -> complain(e.getCommandLine(), e));
        line.setExecutionExceptionHandler((e, command, _) -> fail(command, e));
        try {
            Configuration configuration = Configuration.of(Arrays.asList(withCommand));
            configuration.requireKnown(line);
            line.setDefaultValueProvider(configuration);
        } catch (UsageException e) {
            return complain(line, e);
        }
        return line.execute(withCommand);
    }

    private static int complain(CommandLine command, Exception e) {
        String help = "portcullis " + (command.getParent() == null ? "" : command.getCommandName() + " ") + "--help";
        command.getErr().println("portcullis: " + firstLine(e) + " (see " + help + ")");
        return WRONG_USAGE;
    }

    private static int fail(CommandLine command, Exception e) {
        if (e instanceof UsageException) {
            return complain(command, e);
        }
        if (!(e instanceof FailureException)) {
            LoggerFactory.getLogger(Portcullis.class).error("unforeseen", e);
        }
        command.getErr().println("portcullis: " + firstLine(e));
        return FAILED;
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
