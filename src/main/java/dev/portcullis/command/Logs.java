package dev.portcullis.command;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server's log: standard error, whose keeping is the platform's business (the journal, the container's log). */
final class Logs {
    private static final String OURS = "dev.portcullis";

    /** Quiet where a person watches the program, as the console's does; a server's lines are read by machines. */
    private static final String SECURITY = "dev.portcullis.security";

    private static final String APPENDER = "STDERR";

    private Logs() {}

    /** Writes it so. */
    static void to(Encoder<ILoggingEvent> encoder, Level level) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getLogger(OURS).setLevel(level);
        context.getLogger(SECURITY).setLevel(null); // as the rest of ours
        Appender<ILoggingEvent> appender =
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(APPENDER);
        if (appender instanceof ConsoleAppender<ILoggingEvent> console) {
            encoder.setContext(context);
            encoder.start();
            console.setEncoder(encoder);
        }
    }
}
