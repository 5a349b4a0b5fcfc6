package dev.portcullis.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How an export is written. */
public enum ExportFormat {
    /** A session on each line, as the list shows it. */
    @JsonProperty("jsonl")
    JSONL("application/jsonl"),
    /** RFC 4180 with a header line, in UTF-8; no cell is a formula to a spreadsheet. */
    @JsonProperty("csv")
    CSV("text/csv");

    private final String mediaType;

    ExportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** Without parameters. */
    public String mediaType() {
        return mediaType;
    }

    /** The name on the wire and in the database, which files end in as well. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reverse of {@link #wire()}. */
    public static Optional<ExportFormat> ofWire(String wire) {
        return Arrays.stream(values())
                .filter(format -> format.wire().equals(wire))
                .findFirst();
    }
}
