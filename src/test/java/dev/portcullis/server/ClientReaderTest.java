package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.place.IpRange;
import io.vertx.core.MultiMap;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose address a request is counted and shown under: what trusted proxies (here 10.0.0.0/8 and fd00::/8) wrote, and nothing else. */
class ClientReaderTest {
    private final ClientReader reader = new ClientReader(
            List.of(IpRange.parse("10.0.0.0/8").orElseThrow(), IpRange.parse("fd00::/8").orElseThrow()));

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "203.0.113.9; 198.51.100.7; 203.0.113.9",
                "10.0.0.1; 198.51.100.7; 198.51.100.7",
                "10.0.0.1; 192.0.2.1, 198.51.100.7; 198.51.100.7",
                "10.0.0.1; 198.51.100.7, 10.0.0.2; 198.51.100.7",
                "10.0.0.1; 198.51.100.7:52114; 198.51.100.7",
                "10.0.0.1; 198.51.100.7:52114, 10.0.0.2:443; 198.51.100.7",
                "10.0.0.1; [2001:db8::7]:52114; 2001:db8:0:0:0:0:0:7",
                "10.0.0.1; [2001:db8::7], fd00::1; 2001:db8:0:0:0:0:0:7",
                "10.0.0.1; 2001:db8::7; 2001:db8:0:0:0:0:0:7",
                "10.0.0.1; 198.51.100.7, unknown; 10.0.0.1",
                "10.0.0.1; 198.51.100.7, 10.0.0.2:; 10.0.0.1",
                "10.0.0.1; 198.51.100.7, []; 10.0.0.1",
                "10.0.0.1; ''; 10.0.0.1",
                "fd00::2%eth0; 198.51.100.7; 198.51.100.7",
            })
    void itIsTheNearestThatIsNoProxys(String remote, String forwarded, String address) {
        assertThat(reader.address(remote, MultiMap.caseInsensitiveMultiMap().add("X-Forwarded-For", forwarded)))
                .isEqualTo(address);
    }
}
