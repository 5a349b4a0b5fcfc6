package dev.portcullis.console.login;

import dev.portcullis.console.LocalServer;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.connection.ServerAddress;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server on this computer, where one was started with the console: waited for, and then offered with its first login. For the JavaFX thread. */
final class HomeServer {
    private static final Logger LOG = LoggerFactory.getLogger(HomeServer.class);

    private final @Nullable LocalServer server;
    private final Background background;
    private final ReadOnlyStringWrapper failure = new ReadOnlyStringWrapper("");
    private Background.@Nullable Running waiting;
    private LocalServer.@Nullable Ready offered;

    /** @param server null if none was started */
    HomeServer(@Nullable LocalServer server, Background background) {
        this.server = server;
        this.background = background;
    }

    boolean exists() {
        return server != null;
    }

    /** Why it did not start; empty unless it did not. */
    ReadOnlyStringProperty failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /** Waits for it, if there is one; again after a failure, tries again. */
    void start(Consumer<LocalServer.Ready> onReady, Runnable onFailure) {
        LocalServer local = server;
        if (local == null) {
            return;
        }
        failure.set("");
        stopWaiting();
        waiting = background.run(
                () -> local.ready().join(),
                ready -> {
                    offered = ready;
                    onReady.accept(ready);
                },
                why -> {
                    notStarted(why);
                    onFailure.run();
                });
    }

    void stopWaiting() {
        if (waiting != null) {
            waiting.cancel();
            waiting = null;
        }
    }

    /** Whether this is where it answers; false while it does not. */
    boolean offers(URI address) {
        return offered != null && address.equals(offered.address());
    }

    boolean offers(String typed) {
        try {
            return offers(ServerAddress.parse(typed));
        } catch (ServerAddress.Wrong _) {
            return false; // not an address yet, so not that one
        }
    }

    /** Who can log in at it who has not chosen a password yet; null if nobody is known. */
    LocalServer.@Nullable FirstLogin firstLogin() {
        return offered == null ? null : offered.firstLogin();
    }

    /** What it offered is used. */
    void forget() {
        offered = null;
    }

    /** A path as people write it, with their home directory as "~". */
    static String brief(Path path) {
        Path home = Path.of(System.getProperty("user.home"));
        return path.startsWith(home) ? "~" + File.separator + home.relativize(path) : path.toString();
    }

    private void notStarted(Throwable why) {
        Throwable cause = why instanceof CompletionException && why.getCause() != null ? why.getCause() : why;
        LOG.warn("The server on this computer did not start: {}", cause.toString());
        failure.set(Objects.requireNonNullElse(cause.getMessage(), cause.toString()));
    }
}
