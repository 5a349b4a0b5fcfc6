package dev.portcullis.console.sessions;

import dev.portcullis.api.Receipt;
import dev.portcullis.client.ClientException;
import java.util.Collection;
import java.util.UUID;
import java.util.function.BiFunction;

/** Whether the operator ended their own session from here: the server's refusal that follows says how it ended, but not who did it. From any thread. */
final class OwnEnd {
    private final UUID own;
    private volatile boolean asked;

    OwnEnd(UUID own) {
        this.own = own;
    }

    /** {@code revoke}, watched. It is noted before the answer, which the event stream may well outrun. */
    BiFunction<Collection<UUID>, String, Receipt> watching(BiFunction<Collection<UUID>, String, Receipt> revoke) {
        return (handles, reason) -> {
            asked |= handles.contains(own);
            try {
                return revoke.apply(handles, reason);
            } catch (ClientException.Refused | ClientException.Declined no) {
                asked = false;
                throw no;
            }
        };
    }

    /** Whether they did, or tried and never heard back. */
    boolean asked() {
        return asked;
    }
}
