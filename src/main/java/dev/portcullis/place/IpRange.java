package dev.portcullis.place;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of IP addresses in CIDR notation (RFC 4632, RFC 4291 §2.3), such as {@code 10.0.0.0/8}; a single address is a range of one. */
public record IpRange(InetAddress base, int prefix) {
    private static final Pattern DOTTED = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    /** Empty if it is not written so. */
    public static Optional<IpRange> parse(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> base = address(slash < 0 ? text : text.substring(0, slash));
        if (base.isEmpty()) {
            return Optional.empty();
        }
        int bits = base.get().getAddress().length * 8;
        try {
            int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
            return prefix < 0 || prefix > bits ? Optional.empty() : Optional.of(new IpRange(base.get(), prefix));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /** A numeric IP address; empty if it is anything else. Never asks the name service. */
    public static Optional<InetAddress> address(String text) {
        try {
            // Without a zone, and without the short forms of IPv4 that Java also reads ("10.1").
            return text.indexOf('%') >= 0
                            || (text.indexOf(':') < 0 && !DOTTED.matcher(text).matches())
                    ? Optional.empty()
                    : Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    public boolean contains(InetAddress address) {
        byte[] ours = base.getAddress();
        byte[] theirs = address.getAddress();
        return ours.length == theirs.length && Arrays.equals(masked(ours, prefix), masked(theirs, prefix));
    }

    /** Whether they have an address in common: then one has all of the other. */
    public boolean overlaps(IpRange other) {
        return prefix <= other.prefix ? contains(other.base) : other.contains(base);
    }

    /** The range of so many leading bits that has this address. */
    static IpRange around(InetAddress address, int prefix) {
        try {
            return new IpRange(InetAddress.getByAddress(masked(address.getAddress(), prefix)), prefix);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has as many bytes as an address", e);
        }
    }

    /** The same range, written by its first address. */
    public IpRange canonical() {
        return around(base, prefix);
    }

    /** As it is written. */
    public String text() {
        return base.getHostAddress() + "/" + prefix;
    }

    private static byte[] masked(byte[] address, int prefix) {
        byte[] masked = new byte[address.length];
        System.arraycopy(address, 0, masked, 0, prefix / 8);
        if (prefix % 8 != 0) {
            masked[prefix / 8] = (byte) (address[prefix / 8] & (0xff << (8 - prefix % 8)));
        }
        return masked;
    }
}
