package dev.portcullis.bench;

import dev.portcullis.api.LoginRequest;
import dev.portcullis.bench.FeedReader.Seen;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/** Readers of the feed, while somebody lets things happen. */
public final class FeedRun implements AutoCloseable {
    /** Whatever has not arrived so long after the last event is missing. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration LOOK = Duration.ofMillis(20);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final List<FeedReader> readers = new ArrayList<>();

    private final OperatorSession operator;

    private FeedRun(OperatorSession operator) {
        this.operator = operator;
    }

    /** Logs in, until it is closed, and follows the feed so many times. */
    public static FeedRun begin(Generator generator, URI server, LoginRequest operator, int readers)
            throws InterruptedException {
        FeedRun run = new FeedRun(OperatorSession.begin(generator, operator));
        try {
            for (int i = 0; i < readers; i++) {
                run.readers.add(FeedReader.follow(run.http, server, run.operator.cookie()));
            }
            return run;
        } catch (InterruptedException | BenchException e) {
            run.close();
            throw e;
        }
    }

    /** From here on lags count. */
    public void measure() {
        readers.forEach(FeedReader::begin);
    }

    /** Waits until all have seen so many refreshes, or no more come; what each has seen. */
    public List<Seen> seen(long refreshes) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - end < 0
                && readers.stream().anyMatch(reader -> reader.seen().refreshes() < refreshes)) {
            Thread.sleep(LOOK);
        }
        return readers.stream().map(FeedReader::seen).toList();
    }

    @Override
    public void close() {
        readers.forEach(FeedReader::close);
        http.shutdownNow();
        operator.close();
    }
}
