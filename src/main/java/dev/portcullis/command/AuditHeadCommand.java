package dev.portcullis.command;

import dev.portcullis.api.AuditHead;
import dev.portcullis.api.Json;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code portcullis audit head}: the newest entry, under a seal, to be kept where whoever rules the database does not reach. */
@Command(
        name = "head",
        description = "Writes the audit's head, as JSON, for audit verify --head. Keep it on another machine.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class AuditHeadCommand implements Callable<Integer>, Checked {
    @Mixin
    private final AuditSource source = new AuditSource();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void check(Faults faults) {
        source.check(faults);
    }

    @Override
    public Integer call() {
        AuditHead head = source.with((database, chain) -> database.read(chain::head));
        Objects.requireNonNull(spec)
                .commandLine()
                .getOut()
                .println(new String(Json.write(head), StandardCharsets.UTF_8));
        return 0;
    }
}
