package dev.portcullis.command;

import picocli.CommandLine.Command;

/** {@code portcullis audit}: what can be done with the audit beside the server. */
@Command(
        name = "audit",
        description = "Verifies the record of who changed or read what, or takes its head away.",
        subcommands = {AuditVerifyCommand.class, AuditHeadCommand.class},
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "verify|head")
final class AuditCommand {}
