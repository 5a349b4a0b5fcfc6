package dev.portcullis.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: {@code java -jar portcullis.jar COMMAND}. Without a command it is the console. */
@Command(
        name = "portcullis",
        description = "A session server, and the console from which operators watch and end sessions.",
        subcommands = {
            ConsoleCommand.class,
            ServerCommand.class,
            SimulateCommand.class,
            BenchCommand.class,
            AuditCommand.class,
            ExportCommand.class
        },
        mixinStandardHelpOptions = true)
public final class Portcullis {
    /** Wrong options or values: a line for each, and this. */
    static final int WRONG_USAGE = 2;

    /** It could not be done: one line, and this. */
    static final int FAILED = 1;

    private Portcullis() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs a command to its end, and returns the exit code. */
    static int run(String... args) {
        return run(new PrintWriter(System.err, true, StandardCharsets.UTF_8), System.getenv(), args);
    }

    /** The same, complaining to somebody else. */
    static int run(PrintWriter errors, String... args) {
        return run(errors, System.getenv(), args);
    }

    /** The same, in another environment. */
    static int run(PrintWriter errors, Map<String, String> environment, String... args) {
        String[] withCommand = args.length == 0 ? new String[] {"console"} : args;
        CommandLine line = new CommandLine(new Portcullis()).setErr(errors);
        versioned(line);
        Faults faults = new Faults();
        try {
            Configuration configuration = Configuration.of(Arrays.asList(withCommand), environment);
            configuration.requireKnown(line, faults);
            configuration.unknownVariables(line).forEach(warning -> errors.println("portcullis: " + warning));
            CommandLine command = command(line, withCommand);
            if (command.getParent() != null) {
                configuration.requireReadable(line, command, faults);
            }
            line.setDefaultValueProvider(configuration);
            new AllFaults(faults).in(line);
        } catch (UsageException e) {
            return complain(line, e.faults());
        }
        line.setParameterExceptionHandler((e, _) -> complain(e.getCommandLine(), List.of(firstLine(e))));
        line.setExecutionExceptionHandler((e, command, _) -> fail(command, e));
        return line.execute(withCommand);
    }

    /** Each command says the program's version, which is its own. */
    private static void versioned(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version());
        command.getSubcommands().values().forEach(Portcullis::versioned);
    }

    /** The command that is named, or the one in it. */
    private static CommandLine command(CommandLine program, String... arguments) {
        CommandLine command = program;
        for (String argument : arguments) {
            CommandLine inner = command.getSubcommands().get(argument);
            if (inner == null) {
                return command;
            }
            command = inner;
        }
        return command;
    }

    static int complain(CommandLine command, List<String> faults) {
        String help = command.getCommandSpec().qualifiedName() + " --help";
        for (int i = 0; i < faults.size(); i++) {
            String end = i == faults.size() - 1 ? " (see " + help + ")" : "";
            command.getErr().println("portcullis: " + faults.get(i) + end);
        }
        return WRONG_USAGE;
    }

    private static int fail(CommandLine command, Exception e) {
        if (e instanceof UsageException usage) {
            return complain(command, usage.faults());
        }
        if (!(e instanceof FailureException)) {
            LoggerFactory.getLogger(Portcullis.class).error("unforeseen", e);
        }
        command.getErr().println("portcullis: " + firstLine(e));
        return FAILED;
    }

    static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
