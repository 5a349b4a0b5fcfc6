package dev.portcullis.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlternativesTest {
    private static final Set<Field> NETWORK = EnumSet.of(Field.NETWORK, Field.IP);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                  | network=office
            idle>20m                                            | idle>20m network=office
            network=vpn                                         | network=vpn,office
            network=office                                      | ''
            network=office,vpn reuse:true                       | network=vpn reuse:true
            ip:10.0.0.0/8                                       | ip:10.0.0.0/8 or network=office
            ip:10.0.0.0/8 or network=office                     | ip:10.0.0.0/8
            reuse:true ip:10.0.0.0/8                            | reuse:true (ip:10.0.0.0/8 or network=office)
            reuse:true (ip:10.0.0.0/8 or network=office)        | reuse:true ip:10.0.0.0/8
            (ip:10.0.0.0/8 or network=vpn) idle>1h              | (ip:10.0.0.0/8 or network=vpn,office) idle>1h
            -ip:10.0.0.0/8                                      | -ip:10.0.0.0/8 network=office
            -(ip:10.0.0.0/8 or network=vpn)                     | -(ip:10.0.0.0/8 or network=vpn) network=office
            network=vpn ip:10.0.0.0/8                           | network=vpn,office ip:10.0.0.0/8
            user:a or user:b                                    | (user:a or user:b) network=office
            """)
    void aValueIsOneMoreAlternativeOrNoMore(String query, String toggled) {
        assertThat(Alternatives.toggle(query, NETWORK, Field.NETWORK, "office")).isEqualTo(toggled);
        Query.parse(toggled);
    }

    @Test
    void namedNetworksAndAddressesFindEitherOfThem() {
        String query = Alternatives.toggle("reuse:true network=office", NETWORK, Field.IP, "10.0.0.0/8");

        assertThat(query).isEqualTo("reuse:true (network=office or ip:10.0.0.0/8)");
        assertThat(Query.parse(query)).isEqualTo(Query.parse("reuse:true (network=office or ip:10.0.0.0/8)"));
        assertThat(Alternatives.has(query, NETWORK, Field.NETWORK, "office")).isTrue();
        assertThat(Alternatives.has(query, NETWORK, Field.IP, "10.0.0.0/8")).isTrue();
        assertThat(Alternatives.has(query, NETWORK, Field.IP, "10.0.0.0/9")).isFalse();
        assertThat(Alternatives.without(query, NETWORK)).isEqualTo("reuse:true");
    }

    @Test
    void whatTheyAskIsLeftOutAndNothingElse() {
        assertThat(Alternatives.without("network=vpn ip:10.0.0.0/8 user:a", NETWORK)).isEqualTo("user:a");
        assertThat(Alternatives.without("network=vpn or ip:10.0.0.0/8", NETWORK)).isEmpty();
        assertThat(Alternatives.without("-network=vpn", NETWORK)).isEqualTo("-network=vpn");
        assertThat(Alternatives.without("user:a", NETWORK)).isEqualTo("user:a");
    }
}
