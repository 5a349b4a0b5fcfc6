package dev.portcullis.console;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The session server that was started with this console because none was named. The console knows it by its address alone, like any other; this is what only
 * the process that started it can add.
 */
public interface LocalServer {
    /**
     * What it needs for its first login: the address and password that its first start made up.
     *
     * @param keptIn the file that holds the password
     */
    record FirstLogin(String email, String password, Path keptIn) {
        @Override
        public String toString() {
            return "FirstLogin[email=" + email + ", keptIn=" + keptIn + "]";
        }
    }

    /** Where it answers, once it does; fails with a sentence for the user if it cannot start. Asked again after it failed, it tries again. */
    CompletableFuture<Ready> ready();

    /**
     * It is up.
     *
     * @param firstLogin null if the file with the first password has been taken away, as it should be one day
     */
    record Ready(URI address, @Nullable FirstLogin firstLogin) {}
}
