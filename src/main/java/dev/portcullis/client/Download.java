package dev.portcullis.client;

import dev.portcullis.api.ProblemType;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** An answer that is taken as it comes, however long it is. */
final class Download implements AutoCloseable {
    private static final int ERROR_BODY_LIMIT = 64 * 1024;

    private final Answer head;
    private final Incoming body;

    private Download(Answer head, Incoming body) {
        this.head = head;
        this.body = body;
    }

    /**
     * Asks for it. If the server wants more proof first, the user is asked for that, once.
     *
     * @throws ClientException if it is refused, or is something else
     */
    static Download open(Transport transport, String path, String mediaType) {
        try {
            return open(transport, path, mediaType, false);
        } catch (IOException e) {
            throw transport.unreachable(e);
        } catch (InterruptedException e) {
            throw transport.interrupted(e);
        }
    }

    private static Download open(Transport transport, String path, String mediaType, boolean proven)
            throws IOException, InterruptedException {
        HttpResponse<Incoming> response =
                transport.open(transport.request(path, mediaType).GET().build());
        if (response.statusCode() == 200) {
            Answer head = transport.answer(response, new byte[0]);
            if (head.is(mediaType)) {
                return new Download(head, response.body());
            }
            response.body().close();
            throw head.notOurs("the answer is not " + mediaType);
        }
        try (Incoming body = response.body()) {
            Answer answer = transport.answer(response, body.rest(ERROR_BODY_LIMIT, Transport.ANSWER_LIMIT));
            Optional<ProblemType> wanted = answer.wantedProof();
            if (proven || wanted.isEmpty() || !transport.prove(wanted.get())) {
                throw answer.refusal();
            }
        }
        return open(transport, path, mediaType, true);
    }

    /** The answer without its body. */
    Answer head() {
        return head;
    }

    /**
     * The next piece; empty if that was all.
     *
     * @param silence for how long there may be none
     * @throws IOException if it broke off
     */
    Optional<byte[]> next(Duration silence) throws IOException, InterruptedException {
        return body.next(silence);
    }

    @Override
    public void close() {
        body.close();
    }
}
