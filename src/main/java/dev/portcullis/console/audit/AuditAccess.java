package dev.portcullis.console.audit;

import dev.portcullis.api.AuditPage;
import dev.portcullis.api.AuditVerification;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.AuditQuery;
import dev.portcullis.client.AuditTrail;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.desk.Failures;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/** What the screen needs of a {@link PortcullisClient}, and no more. Every call blocks, and throws {@link ClientException}. */
public interface AuditAccess {
    AuditPage page(AuditQuery query);

    AuditVerification verify();

    /** See {@link AuditTrail#export}. */
    void export(AuditQuery query, AuditTrail.Format format, AuditTrail.Sink sink) throws IOException;

    /** The address of an account; empty if it is gone. */
    Optional<String> email(UUID account);

    static AuditAccess of(PortcullisClient client) {
        AuditTrail trail = client.audit();
        return new AuditAccess() {
            @Override
            public AuditPage page(AuditQuery query) {
                return trail.page(query);
            }

            @Override
            public AuditVerification verify() {
                return trail.verify();
            }

            @Override
            public void export(AuditQuery query, AuditTrail.Format format, AuditTrail.Sink sink) throws IOException {
                trail.export(query, format, sink);
            }

            @Override
            public Optional<String> email(UUID account) {
                try {
                    return Optional.of(client.administration().account(account).email());
                } catch (ClientException.Refused e) {
                    if (Failures.is(e, ProblemType.NOT_FOUND)) {
                        return Optional.empty();
                    }
                    throw e;
                }
            }
        };
    }
}
