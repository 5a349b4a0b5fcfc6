package dev.portcullis.command;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** When something was said: UTC, whatever the machine's zone, so that the logs of several can be laid side by side (ASVS 16.2.2). */
final class LogTime {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private LogTime() {}

    static String of(ILoggingEvent event) {
        return FORMAT.format(Instant.ofEpochMilli(event.getTimeStamp()));
    }
}
