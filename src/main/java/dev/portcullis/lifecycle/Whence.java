package dev.portcullis.lifecycle;

import dev.portcullis.session.Client;
import dev.portcullis.session.Device;
import org.jspecify.annotations.Nullable;

/**
 * Where an attempt to prove who one is comes from.
 *
 * @param address numeric; null if unknown
 * @param device with what somebody logs in; null if it is no login
 * @param network the name of the address's network; null if it has none
 */
record Whence(
        @Nullable String address,
        @Nullable Device device,
        @Nullable String network) {
    static Whence login(Client client, @Nullable String network) {
        return new Whence(client.address(), client.device(), network);
    }

    /** Of who is logged in already. */
    static Whence address(@Nullable String address) {
        return new Whence(address, null, null);
    }

    /** Whether something begins, that can be new. */
    boolean isLogin() {
        return device != null;
    }
}
