package dev.portcullis.query;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of IP addresses in CIDR notation (RFC 4632, RFC 4291), such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}; a single address is a range of one. As in
 * the database, an IPv4 address is in no range of IPv6, not even as {@code ::ffff:10.0.0.1}.
 */
public final class AddressRange {
    private static final Pattern DOTTED = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern BITS = Pattern.compile("\\d{1,3}");

    private final byte[] base;
    private final int prefix;

    /** Bits beyond the prefix count as zero. */
    private AddressRange(byte[] address, int prefix) {
        this.base = address.clone();
        this.prefix = prefix;
        for (int bit = prefix; bit < base.length * 8; bit++) {
            base[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
        }
    }

    /** Empty if it is not written so. */
    public static Optional<AddressRange> parse(String text) {
        int slash = text.indexOf('/');
        Optional<byte[]> address = address(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int bits = address.get().length * 8;
        if (slash < 0) {
            return Optional.of(new AddressRange(address.get(), bits));
        }
        String written = text.substring(slash + 1);
        int prefix = BITS.matcher(written).matches() ? Integer.parseInt(written) : -1;
        return prefix < 0 || prefix > bits ? Optional.empty() : Optional.of(new AddressRange(address.get(), prefix));
    }

    /** The bytes of a numeric address; empty if it is anything else. Never asks the name service. */
    private static Optional<byte[]> address(String text) {
        boolean six = text.indexOf(':') >= 0;
        // Without a zone, and without the short forms of IPv4 that Java also reads ("10.1").
        if (text.indexOf('%') >= 0 || (!six && !DOTTED.matcher(text).matches())) {
            return Optional.empty();
        }
        try {
            InetAddress address = InetAddress.ofLiteral(text);
            byte[] bytes = address.getAddress();
            return Optional.of(six && address instanceof Inet4Address ? mapped(bytes) : bytes);
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /** Java reads {@code ::ffff:10.0.0.1} as IPv4, PostgreSQL as the IPv6 address that it is. */
    private static byte[] mapped(byte[] four) {
        byte[] six = new byte[16];
        six[10] = (byte) 0xff;
        six[11] = (byte) 0xff;
        System.arraycopy(four, 0, six, 12, 4);
        return six;
    }

    /** Whether the address, as text, is in it. What is no numeric address is in none. */
    public boolean contains(String address) {
        Optional<byte[]> other = address(address);
        return other.isPresent()
                && other.get().length == base.length
                && new AddressRange(other.get(), prefix).equals(this);
    }

    /** As it is written, and as PostgreSQL reads it; a range of one without its length. */
    @Override
    public String toString() {
        String text = base.length == 4 ? dotted() : hexadecimal();
        return prefix == base.length * 8 ? text : text + "/" + prefix;
    }

    private String dotted() {
        return (base[0] & 0xff) + "." + (base[1] & 0xff) + "." + (base[2] & 0xff) + "." + (base[3] & 0xff);
    }

    /** RFC 5952 §4: without leading zeros, the longest run of zeros left out. */
    private String hexadecimal() {
        int[] groups = new int[8];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = (base[2 * i] & 0xff) << 8 | (base[2 * i + 1] & 0xff);
        }
        int longest = 0;
        int length = 1; // a single group of zero is written
        for (int from = 0; from < groups.length; from++) {
            int to = from;
            while (to < groups.length && groups[to] == 0) {
                to++;
            }
            if (to - from > length) {
                longest = from;
                length = to - from;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < groups.length; i++) {
            if (length > 1 && i == longest) {
                text.append("::");
                i += length - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressRange range && range.prefix == prefix && Arrays.equals(range.base, base);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(base) + prefix;
    }
}
