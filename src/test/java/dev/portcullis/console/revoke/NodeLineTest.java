package dev.portcullis.console.revoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.Receipt;
import dev.portcullis.console.common.Theme;
import dev.portcullis.support.Gallery;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;

class NodeLineTest {
    private static final String LONG = "portcullis-7d9f8b6c5-x2x4z.eu-central-1.compute.internal:7482";

    @Test
    void whatServersDifferInIsSeen() {
        try (Gallery gallery = Gallery.show(
                () -> new VBox(line("sessions-prod-01:7480"), line("sessions-prod-01:7481"), line(LONG)),
                Theme.DARK,
                422, // a receipt is so wide, and the frame
                300,
                100)) {
            assertThat(gallery.cut(".receipt-node")).containsExactly(LONG);
            assertThat(gallery.words())
                    .contains("sessions-prod-01:7480", "sessions-prod-01:7481")
                    .anyMatch(words -> words.contains("…") && words.endsWith(":7482"));
        }
    }

    private static NodeLine line(String name) {
        return new NodeLine(new Receipt.Node(name, 6.2), 18);
    }
}
