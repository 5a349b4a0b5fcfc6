package dev.portcullis.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each request: which route was asked for, never the path, the query or a header, which may hold secrets. */
final class AccessLog {
    private static final Logger LOG = LoggerFactory.getLogger("dev.portcullis.access");

    private final boolean on;

    AccessLog(boolean on) {
        this.on = on;
    }

    void answered(Exchange exchange, int status, long nanos) {
        if (on) {
            LOG.atInfo()
                    .addKeyValue("method", exchange.method())
                    .addKeyValue("route", exchange.route())
                    .addKeyValue("status", status)
                    .addKeyValue("milliseconds", Math.round(nanos / 10_000.0) / 100.0)
                    .log("answered");
        }
    }
}
