package dev.portcullis.server;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** {@code GET /metrics}: Prometheus's text format. It says how much goes on, which is nobody's business: see {@link Routes} for who may read it. */
final class MetricsEndpoint implements Endpoint {
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry;

    MetricsEndpoint(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Response answer(Request request) {
        return new Response(
                200, Map.of("Content-Type", TYPE), registry.scrape(TYPE).getBytes(StandardCharsets.UTF_8));
    }
}
