package dev.portcullis.console.sessions;

import dev.portcullis.api.SessionPage;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.SessionQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages of the list, one at a time, on virtual threads; the newest question alone is answered, on the model's thread. What happens while a page is being read may
 * be missing from it, so it is noted, and told after the page.
 */
final class ListReader {
    private final SessionSource source;
    private final Worker worker;
    private final List<Runnable> meanwhile = new ArrayList<>();
    private int newest;
    private boolean reading;

    ListReader(SessionSource source, Worker worker) {
        this.source = source;
        this.worker = worker;
    }

    /** Asks; what was asked before is of no interest any more. */
    void ask(SessionQuery query, Consumer<SessionPage> onPage, Consumer<ClientException> onFailure) {
        int number = ++newest;
        if (!reading) {
            meanwhile.clear();
        }
        reading = true;
        Thread.ofVirtual().name("sessions-reading").start(() -> {
            try {
                SessionPage page = source.page(query);
                answer(number, page, onPage);
            } catch (ClientException e) {
                answer(number, e, onFailure);
            } catch (RuntimeException | Error e) {
                answer(number, null, _ -> {});
                throw e; // a mistake in this program: the thread's handler tells of it
            }
        });
    }

    /** Whether an answer is awaited. */
    boolean reading() {
        return reading;
    }

    /** Something happened that the page under way may not show. */
    void note(Runnable happened) {
        if (reading) {
            meanwhile.add(happened);
        }
    }

    private <T extends @Nullable Object> void answer(int number, T answer, Consumer<T> hears) {
        worker.execute(() -> {
            if (number == newest) {
                reading = false;
                hears.accept(answer);
                List.copyOf(meanwhile).forEach(Runnable::run);
                if (!reading) {
                    meanwhile.clear();
                }
            }
        });
    }
}
