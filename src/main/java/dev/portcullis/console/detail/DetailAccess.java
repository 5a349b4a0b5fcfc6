package dev.portcullis.console.detail;

import dev.portcullis.api.Receipt;
import dev.portcullis.api.SessionEventPage;
import dev.portcullis.api.SessionPage;
import dev.portcullis.api.SessionPatch;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.TokenFamily;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.client.SessionQuery;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the details need of a {@link PortcullisClient}, and no more. All of it blocks, and throws {@link dev.portcullis.client.ClientException}. */
public interface DetailAccess {
    /** See {@link PortcullisClient#session}. */
    SessionView session(UUID handle);

    /** See {@link PortcullisClient#tokens}. */
    TokenFamily tokens(UUID handle);

    /** See {@link PortcullisClient#history}. */
    SessionEventPage history(UUID handle, @Nullable String before, int limit);

    /** See {@link PortcullisClient#sessions}. */
    SessionPage sessions(SessionQuery query);

    /** See {@link PortcullisClient#change(SessionView, SessionPatch)}. */
    SessionView change(SessionView seen, SessionPatch patch);

    /** The receipt of a revocation; null while it is under way. */
    @Nullable
    Receipt receipt(UUID revocation);

    static DetailAccess of(PortcullisClient client) {
        return new DetailAccess() {
            @Override
            public SessionView session(UUID handle) {
                return client.session(handle);
            }

            @Override
            public TokenFamily tokens(UUID handle) {
                return client.tokens(handle);
            }

            @Override
            public SessionEventPage history(UUID handle, @Nullable String before, int limit) {
                return client.history(handle, before, limit);
            }

            @Override
            public SessionPage sessions(SessionQuery query) {
                return client.sessions(query);
            }

            @Override
            public SessionView change(SessionView seen, SessionPatch patch) {
                return client.change(seen, patch);
            }

            @Override
            public @Nullable Receipt receipt(UUID revocation) {
                return client.revocations().find(revocation).receipt();
            }
        };
    }
}
