package dev.portcullis.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~|office|network=office",
                "user:bob|office|user:bob network=office",
                "network:office|office|~~",
                "network:office|vpn|network:office,vpn",
                "a network:office,vpn b|office|a network:vpn b",
                "a network:office b|OFFICE|a b",
                "-network:office|office|-network:office network=office",
                "not network:office|office|not network:office network=office",
                "-(network:office user:bob)|office|-(network:office user:bob) network=office",
                "os:Linux,Windows|office|os:Linux,Windows network=office",
                "(a or b) c|office|(a or b) c network=office",
                "a or b|office|(a or b) network=office",
                "user:bob|head office|user:bob network=\"head office\"",
                "network:\"head office\"|head office|~~"
            })
    void aValueIsAskedForOrNoLonger(String before, String value, String after) {
        assertThat(Terms.toggle(before, Field.NETWORK, value)).isEqualTo(after);
        if (!after.isEmpty()) {
            Query.parse(after);
        }
    }

    @Test
    void theirPlacesAreKnownEvenBesideAMistake() {
        assertThat(Terms.of("-user:bob alice (ip:10.0.0.1) \"open"))
                .containsExactly(
                        new Terms.Term(0, 9, 6, true),
                        new Terms.Term(10, 15, 10, false),
                        new Terms.Term(17, 28, 20, false));
    }

    @Test
    void aFieldIsLeftOut() {
        assertThat(Terms.without("a network:vpn,office b", Field.NETWORK)).isEqualTo("a b");
        assertThat(Terms.without("a b", Field.NETWORK)).isEqualTo("a b");
    }
}
