package dev.portcullis.console.connection;

import dev.portcullis.client.CertificatePin;
import dev.portcullis.client.ServerTrust;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A server that an operator goes to. There is no room for a password.
 *
 * @param name what they call it; no two have the same
 * @param address scheme, host and port
 * @param email who logged in there last
 * @param pins the certificates by which the server is known; none if it is vouched for as on the web
 */
public record Connection(String name, URI address, Mark mark, Optional<String> email, List<CertificatePin> pins) {
    public Connection {
        pins = List.copyOf(pins);
    }

    /** An address that nobody has given a name yet. Any server but one on this computer is taken for production until it is known not to be. */
    public static Connection of(URI address) {
        return new Connection(
                address.getAuthority(),
                address,
                ServerAddress.isThisComputer(address.getHost()) ? Mark.LOCAL : Mark.PRODUCTION,
                Optional.empty(),
                List.of());
    }

    /** By what the server is believed. */
    public ServerTrust trust() {
        return pins.isEmpty() ? ServerTrust.PUBLIC : new ServerTrust(pins);
    }

    /** Under another name. */
    public Connection named(String now) {
        return new Connection(now, address, mark, email, pins);
    }

    /** Last used by this account. */
    public Connection usedBy(String account) {
        return new Connection(name, address, mark, Optional.of(account), pins);
    }

    /** Known by these certificates, and by none of before. */
    public Connection pinned(List<CertificatePin> now) {
        return new Connection(name, address, mark, email, now);
    }

    /** With one more certificate. One that was pinned before is pinned as it is now. */
    public Connection pinning(CertificatePin pin) {
        Stream<CertificatePin> others =
                pins.stream().filter(each -> !each.fingerprint().equals(pin.fingerprint()));
        return new Connection(
                name,
                address,
                mark,
                email,
                Stream.concat(others, Stream.of(pin)).toList());
    }
}
