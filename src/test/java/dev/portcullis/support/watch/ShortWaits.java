package dev.portcullis.support.watch;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Has the console's tests, where they wait for something, look every few milliseconds whether it has come; registered for all of them ({@code META-INF/services}). By
 * default they would wait a tenth of a second before they look at all, and most of what they wait for is there sooner.
 */
public final class ShortWaits implements BeforeAllCallback {
    private static final String CONSOLE = "dev.portcullis.console";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    @Override
    public void beforeAll(ExtensionContext context) {
        if (context.getRequiredTestClass().getPackageName().startsWith(CONSOLE)) {
            Awaitility.setDefaultPollInterval(BETWEEN_LOOKS);
            Awaitility.setDefaultPollDelay(Duration.ZERO);
        } else {
            Awaitility.reset();
        }
    }
}
