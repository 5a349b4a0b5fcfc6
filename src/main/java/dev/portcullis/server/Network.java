package dev.portcullis.server;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of IP addresses in CIDR notation (RFC 4632), such as {@code 10.0.0.0/8}; a single address is a range of one. */
public record Network(InetAddress base, int prefix) {
    private static final Pattern DOTTED = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    /** Empty if it is not written so. */
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> base = address(slash < 0 ? text : text.substring(0, slash));
        if (base.isEmpty()) {
            return Optional.empty();
        }
        int bits = base.get().getAddress().length * 8;
        try {
            int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
            return prefix < 0 || prefix > bits ? Optional.empty() : Optional.of(new Network(base.get(), prefix));
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
        if (ours.length != theirs.length) {
            return false;
        }
        int whole = prefix / 8;
        int rest = prefix % 8;
        return Arrays.equals(ours, 0, whole, theirs, 0, whole)
                && (rest == 0 || ((ours[whole] ^ theirs[whole]) & (0xff << (8 - rest)) & 0xff) == 0);
    }
}
