package dev.portcullis.client;

import java.io.IOException;

/** What has arrived of an export is not the export: it was cut short, changed on the way, or nobody vouches for it. The message says which. */
public final class ExportException extends IOException {
    private static final long serialVersionUID = 1L;

    ExportException(String message) {
        super(message);
    }

    ExportException(String message, Throwable cause) {
        super(message, cause);
    }
}
