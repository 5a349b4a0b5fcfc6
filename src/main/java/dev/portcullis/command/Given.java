package dev.portcullis.command;

import picocli.CommandLine.Model.CommandSpec;

/**
 * What the command line itself gives. The environment and the configuration file speak to all commands: what they say is no mistake where it does not belong, and gives way
 * to the command line.
 */
record Given(CommandSpec command) {
    boolean has(String option) {
        return command.commandLine().getParseResult().hasMatchedOption(option);
    }
}
