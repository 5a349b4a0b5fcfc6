package dev.portcullis.place;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.PolicyDocument.Network;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which network an address is in. */
class NetworkNamesTest {
    private static final NetworkNames NAMES = new NetworkNames(List.of(
            new Network("company", List.of("10.0.0.0/8", "2001:db8::/32"), true),
            new Network("printers", List.of("10.20.0.0/16", "10.30.0.5"), false),
            new Network("lab", List.of("10.20.128.0/17", "2001:db8:7:8000::/49"), false),
            new Network("outside", List.of("0.0.0.0/0"), false)));

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            10.1.2.3,           company
            10.20.127.255,      printers
            10.20.128.0,        lab
            10.30.0.5,          printers
            10.30.0.6,          company
            11.0.0.1,           outside
            2001:db8:7::1,      company
            2001:db8:7:8000::1, lab
            2001:db9::1,        -
            """)
    void theNarrowestRangeWins(String address, String network) {
        assertThat(NAMES.name(address)).isEqualTo(network);
    }

    @Test
    void anUnknownAddressIsInNone() {
        assertThat(NAMES.of(null)).isEmpty();
    }
}
