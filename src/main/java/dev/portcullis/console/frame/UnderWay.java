package dev.portcullis.console.frame;

import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.audit.AuditAccess;
import dev.portcullis.console.audit.ExportModel;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.sessions.SessionExport;

/**
 * What an operator has begun and what goes on while all that they see is made anew, in another language: files that are being written. Belongs to their stay, and not to the screens that tell of it.
 * For the JavaFX thread.
 */
public record UnderWay(SessionExport sessions, ExportModel audit) implements AutoCloseable {
    /** Nothing yet. */
    public static UnderWay at(PortcullisClient client, Background background) {
        return new UnderWay(SessionExport.of(client, background), new ExportModel(AuditAccess.of(client), background));
    }

    /** Gives up what has not come to its end. */
    @Override
    public void close() {
        sessions.dismiss();
        audit.dismiss();
    }
}
