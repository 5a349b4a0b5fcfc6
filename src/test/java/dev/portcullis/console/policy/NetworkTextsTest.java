package dev.portcullis.console.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.PolicyDocument.Network;
import dev.portcullis.console.policy.NetworkTexts.Line;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Networks as one text and back, and two operators' changes of them put together. */
class NetworkTextsTest {
    private static final Network OFFICE = new Network("The office", List.of("10.0.0.0/8", "2001:db8::/32"), true);
    private static final Network VPN = new Network("vpn", List.of("192.0.2.0/24"), false);
    private static final Network LAB = new Network("lab", List.of("198.51.100.0/24"), false);

    @Test
    void theyComeBackAsTheyWere() {
        List<Network> networks = List.of(OFFICE, VPN);
        assertThat(NetworkTexts.networks(NetworkTexts.of(networks))).isEqualTo(networks);
        assertThat(NetworkTexts.networks(NetworkTexts.of(List.of()))).isEmpty();
    }

    @Test
    void whatIsTypedIsReadAndEmptyLinesAreNoNetworks() {
        List<Line> lines = List.of(
                Line.EMPTY, new Line(" vpn ", " 192.0.2.0/24, 10.1.0.0/16 ;", false), new Line("", "nonsense", false));
        assertThat(NetworkTexts.networks(NetworkTexts.text(lines)))
                .containsExactly(
                        new Network("vpn", List.of("192.0.2.0/24", "10.1.0.0/16"), false),
                        new Network("", List.of("nonsense"), false));
        assertThat(NetworkTexts.lines(NetworkTexts.text(lines))).isEqualTo(lines);
        assertThat(NetworkTexts.line(lines, 0)).isEqualTo(1);
        assertThat(NetworkTexts.line(lines, 1)).isEqualTo(2);
        assertThat(NetworkTexts.line(lines, 2)).isEqualTo(-1);
    }

    @Test
    void twoOperatorsChangesStandTogether() {
        String base = NetworkTexts.of(List.of(OFFICE, VPN));
        Network wider = new Network("vpn", List.of("192.0.2.0/23"), false);
        String mine = NetworkTexts.of(List.of(wider)); // the office is gone
        String theirs = NetworkTexts.of(List.of(OFFICE, VPN, LAB));
        assertThat(NetworkTexts.networks(NetworkTexts.merged(base, mine, theirs)))
                .containsExactly(wider, LAB);
        assertThat(NetworkTexts.networks(NetworkTexts.merged(base, base + "\n\t\t", theirs)))
                .as("an empty line changes nothing")
                .containsExactly(OFFICE, VPN, LAB);
    }

    @Test
    void aSecondOfTheSameNameIsThereToBeCorrected() {
        String base = NetworkTexts.of(List.of());
        String mine = NetworkTexts.of(List.of(VPN, new Network("vpn", List.of("10.0.0.0/8"), false)));
        assertThat(NetworkTexts.networks(NetworkTexts.merged(base, mine, NetworkTexts.of(List.of(LAB)))))
                .containsExactly(VPN, new Network("vpn", List.of("10.0.0.0/8"), false), LAB);
    }

    @Test
    void whatNobodyElseTouchedStaysAsItIsTyped() {
        String base = NetworkTexts.of(List.of(OFFICE, VPN));
        String mine = "HQ\t10.0.0.0/8,2001:db8::/32\ttrusted\n\t\t\nvpn\t192.0.2.0/24\t";
        assertThat(NetworkTexts.merged(base, mine, base)).isEqualTo(mine);
    }

    @Test
    void eachPartOfANetworkIsPutTogetherByItself() {
        String base = NetworkTexts.of(List.of(OFFICE, VPN));
        Network renamed = new Network("HQ", OFFICE.ranges(), true);
        Network wider = new Network("vpn", List.of("192.0.2.0/23"), false);
        Network distrusted = new Network(OFFICE.name(), OFFICE.ranges(), false);
        Network other = new Network("tunnel", VPN.ranges(), false);
        assertThat(NetworkTexts.networks(NetworkTexts.merged(
                        base, NetworkTexts.of(List.of(renamed, wider)), NetworkTexts.of(List.of(distrusted, other)))))
                .containsExactly(
                        new Network("HQ", OFFICE.ranges(), false), new Network("tunnel", wider.ranges(), false));
    }

    @Test
    void whatTheOtherRemovedIsGoneUnlessOneHasChangedIt() {
        String base = NetworkTexts.of(List.of(OFFICE, VPN));
        Network wider = new Network("vpn", List.of("192.0.2.0/23"), false);
        assertThat(NetworkTexts.networks(
                        NetworkTexts.merged(base, NetworkTexts.of(List.of(OFFICE, wider)), NetworkTexts.of(List.of()))))
                .containsExactly(wider);
    }
}
