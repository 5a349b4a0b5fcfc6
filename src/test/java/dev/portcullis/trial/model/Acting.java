package dev.portcullis.trial.model;

import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.support.TestServer;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does things to the server and to the world, as both are on the stage. */
abstract class Acting {
    final Stage stage;
    final TestServer server;
    final World world;
    final PortcullisClient desk;
    final Person admin;
    final Person watcher;

    Acting(Stage stage) {
        this.stage = stage;
        this.server = stage.server;
        this.world = stage.world;
        this.desk = stage.desk;
        this.admin = stage.admin;
        this.watcher = stage.watcher;
    }

    void say(String text) {
        stage.log.set(
                stage.log.size() - 1, stage.log.getLast() + (stage.log.getLast().isEmpty() ? "" : "; ") + text);
    }

    /** The policy has reached all that it reaches. */
    void awaitPolicy() {
        Stage.WHEN_DUE.until(() -> !server.isTrue("""
                select exists (
                    select from session, policy
                    where ended_at is null and clock.now() < least(idle_expires_at, expires_at)
                        and (network_version < networks_version or policy_version < applied
                            and (suspended_at is null or suspended_until <= clock.now() and suspended_then = 'release')))
                """));
    }

    /** Most often one in which somebody is. */
    Stage.Window likely(Random random) {
        List<Stage.Window> used =
                stage.windows.stream().filter(window -> window.stay != null).toList();
        return used.isEmpty() || random.nextInt(8) == 0 ? one(random, stage.windows) : one(random, used);
    }

    /** Most often one that has not ended. */
    static Stay likely(Random random, List<Stay> stays) {
        List<Stay> live = stays.stream().filter(Stay::live).toList();
        return live.isEmpty() || random.nextInt(5) == 0 ? one(random, stays) : one(random, live);
    }

    static <T> T one(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    static String outcome(Runnable call) {
        return outcome(() -> {
            call.run();
            return "";
        });
    }

    static String outcome(Supplier<?> call) {
        try {
            var _ = call.get();
            return "ok";
        } catch (ClientException.Refused e) {
            return e.problem().status() + " "
                    + e.type()
                            .map(ProblemType::urn)
                            .map(urn -> urn.substring(urn.lastIndexOf(':') + 1))
                            .orElse(e.problem().title());
        }
    }

    static void same(String what, @Nullable Object expected, @Nullable Object found) {
        if (!Objects.equals(expected, found)) {
            throw new AssertionError(what + "\n  expected: " + expected + "\n  found:    " + found);
        }
    }
}
