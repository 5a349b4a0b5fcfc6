package dev.portcullis.console.revoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.Receipt;
import dev.portcullis.console.common.Theme;
import dev.portcullis.support.Gallery;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NodeLinesTest {
    private static final String LONG = "portcullis-7d9f8b6c5-x2x4z.eu-central-1.compute.internal:7482";

    @Test
    void whatServersDifferInIsSeen() {
        try (Gallery gallery = Gallery.show(
                () -> new NodeLines(
                        Stream.of("sessions-prod-01:7480", "sessions-prod-01:7481", LONG)
                                .map(name -> new Receipt.Node(name, 6.2))
                                .toList(),
                        18),
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
}
