package dev.portcullis.command;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs a command if nothing is wrong with its options, and else names everything that is: what cannot be read, and what the command makes of the rest. */
final class AllFaults implements IExecutionStrategy {
    private final Faults faults;

    /** @param faults those that are known already */
    AllFaults(Faults faults) {
        this.faults = faults;
    }

    void in(CommandLine line) {
        collectErrors(line);
        line.setExecutionStrategy(this);
    }

    private static void collectErrors(CommandLine command) {
        command.getCommandSpec().parser().collectErrors(true);
        command.getSubcommands().values().forEach(AllFaults::collectErrors);
    }

    @Override
    public int execute(ParseResult parsed) {
        ParseResult last = parsed;
        collect(last);
        while (last.hasSubcommand()) {
            last = last.subcommand();
            collect(last);
        }
        CommandLine command = last.commandSpec().commandLine();
        if (!last.isUsageHelpRequested() && !last.isVersionHelpRequested()) {
            if (last.commandSpec().userObject() instanceof Checked checked) {
                checked.check(faults);
            }
            if (!faults.all().isEmpty()) {
                return Portcullis.complain(command, faults.all());
            }
        }
        return new RunLast().execute(parsed);
    }

    private void collect(ParseResult parsed) {
        for (Exception error : parsed.errors()) {
            faults.add(text(error, parsed));
        }
    }

    private String text(Exception error, ParseResult parsed) {
        String line = Portcullis.firstLine(error);
        if (error instanceof UnmatchedArgumentException unmatched) {
            return line
                    + unmatched.getUnmatched().stream()
                            .findFirst()
                            .map(argument -> Spelling.hint(
                                    argument.replaceFirst("=.*", ""),
                                    parsed.commandSpec().optionsMap().keySet()))
                            .orElse("");
        }
        return line;
    }
}
