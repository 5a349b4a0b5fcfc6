package dev.portcullis.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a client holds: a public handle and a secret. */
class CredentialTest {
    /** ASVS 7.2.3 asks for 128 bits; here are 256, and each of them is drawn. */
    @Test
    void aSecretHas256RandomBits() {
        Set<String> drawn = new HashSet<>();
        int[] ones = new int[256];
        int draws = 4000;
        for (int i = 0; i < draws; i++) {
            byte[] bits = Secret.random().bits();
            assertThat(bits).hasSize(32);
            drawn.add(java.util.HexFormat.of().formatHex(bits));
            for (int bit = 0; bit < 256; bit++) {
                ones[bit] += bits[bit / 8] >> (bit % 8) & 1;
            }
        }
        assertThat(drawn).hasSize(draws);
        assertThat(java.util.Arrays.stream(ones)
                        .map(count -> Math.abs(count - draws / 2))
                        .max()
                        .orElseThrow())
                .isLessThan(300); // nine standard deviations
    }

    /** NIST SP 800-63B-4 §5.1.1, RFC 6265bis §5.6: nothing personal in a cookie, and far below 4096 octets. */
    @Test
    void aCookieIsAHandleAndASecretAndNothingElse() {
        Credential credential = new Credential(Ids.next(), Secret.random());
        assertThat(credential.text()).matches("[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}");
        assertThat(Credential.parse(credential.text())).isPresent();
    }

    /** RFC 9562: a handle sorts by time, and is no capability. */
    @Test
    void aHandleIsAUuidOfVersionSevenAndOpensNothingByItself() {
        assertThat(Ids.next().version()).isEqualTo(7);
        assertThat(Credential.parse(Ids.next().toString())).isEmpty();
    }
}
