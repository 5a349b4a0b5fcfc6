package dev.portcullis.command;

import com.fasterxml.jackson.core.JacksonException;
import dev.portcullis.api.AuditHead;
import dev.portcullis.api.AuditVerification;
import dev.portcullis.api.Json;
import dev.portcullis.audit.AuditVerifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code portcullis audit verify}. */
@Command(
        name = "verify",
        description = "Reads the whole audit, and says whether it is what was written.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:It holds.",
            "1:It does not hold, and the line says where; or it cannot be read, and the line says why.",
            "2:The options are wrong."
        },
        footer = {
            "",
            "Without --head it cannot be known whether the newest entries were removed, and the head with them."
        })
final class AuditVerifyCommand implements Callable<Integer>, Checked {
    @Mixin
    private final AuditSource source = new AuditSource();

    @Option(
            names = "--head",
            paramLabel = "FILE",
            description = "A head that was taken away earlier (audit head, or GET /admin/v1/audit/head).")
    private @Nullable Path headFile;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void check(Faults faults) {
        source.check(faults);
        faults.orElse(true, () -> taken() == null);
    }

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        AuditHead taken = taken();
        long began = System.nanoTime();
        AuditVerification outcome =
                source.with((database, chain) -> new AuditVerifier(database, chain).verify(taken, () -> false));
        double seconds = (System.nanoTime() - began) / 1e9;
        if (!outcome.ok()) {
            out.println("The audit does not hold at entry " + outcome.firstBad() + ". " + outcome.problem());
            return Portcullis.FAILED;
        }
        out.println(String.format(
                Locale.ROOT,
                "The audit holds: %d entries%s.",
                outcome.entries(),
                taken == null ? "" : ", the first " + taken.seq() + " as they were at " + taken.at()));
        out.println(String.format(
                Locale.ROOT, "%.1f s, %.0f entries/s", seconds, outcome.entries() / Math.max(seconds, 1e-9)));
        return 0;
    }

    private @Nullable AuditHead taken() {
        Path file = headFile;
        if (file == null) {
            return null;
        }
        try {
            AuditHead head = Json.read(Files.readAllBytes(file), AuditHead.class);
            if (head.mac() == null || head.at() == null || head.key() == null || head.seal() == null) {
                throw new UsageException("--head " + file + " holds no head of an audit");
            }
            return head;
        } catch (JacksonException e) {
            throw new UsageException("--head " + file + " holds no head of an audit");
        } catch (IOException e) {
            throw new UsageException("cannot read --head " + file + ": " + FileTrouble.reason(e));
        }
    }
}
