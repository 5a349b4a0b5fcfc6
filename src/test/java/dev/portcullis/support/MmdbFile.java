package dev.portcullis.support;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes databases in MaxMind's format (MaxMind DB File Format Specification 2.0): as simple ones as the reader takes. */
public final class MmdbFile {
    private static final byte[] MARKER = "\u00ab\u00cd\u00efMaxMind.com".getBytes(StandardCharsets.ISO_8859_1);
    private static final int SEPARATOR = 16;
    private static final int NOTHING = -1;

    private final String type;

    /** Each node's two records: a node's number, or {@link #NOTHING}, or less for data at {@code -2 - offset}. */
    private final List<int[]> nodes = new ArrayList<>(List.of(new int[] {NOTHING, NOTHING}));

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    private MmdbFile(String type) {
        this.type = type;
    }

    public static MmdbFile ofCountries() {
        return new MmdbFile("Test-Country");
    }

    public static MmdbFile ofSystems() {
        return new MmdbFile("Test-ASN");
    }

    /** This range is in this country. */
    public MmdbFile country(String range, String code) {
        return add(range, Map.of("country", Map.of("iso_code", code)));
    }

    /** This range belongs to this autonomous system. */
    public MmdbFile system(String range, long number, String name) {
        return add(range, Map.of("autonomous_system_number", number, "autonomous_system_organization", name));
    }

    private MmdbFile add(String range, Object value) {
        int offset = data.size();
        write(new DataOutputStream(data), value);
        String[] parts = range.split("/");
        byte[] address = InetAddress.ofLiteral(parts[0]).getAddress();
        int above = 128 - address.length * 8; // IPv4 lies under ::/96
        int node = 0;
        int prefix = above + Integer.parseInt(parts[1]);
        for (int i = 0; i < prefix; i++) {
            int bit = i < above ? 0 : address[(i - above) / 8] >> (7 - (i - above) % 8) & 1;
            if (i == prefix - 1) {
                nodes.get(node)[bit] = -2 - offset;
            } else {
                if (nodes.get(node)[bit] == NOTHING) {
                    nodes.add(new int[] {NOTHING, NOTHING});
                    nodes.get(node)[bit] = nodes.size() - 1;
                }
                node = nodes.get(node)[bit];
            }
        }
        return this;
    }

    /** Writes it. */
    public Path to(Path file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            for (int[] node : nodes) {
                for (int entry : node) {
                    out.writeInt(
                            entry >= 0
                                    ? entry
                                    : entry == NOTHING ? nodes.size() : nodes.size() + SEPARATOR + (-2 - entry));
                }
            }
            out.write(new byte[SEPARATOR]);
            data.writeTo(out);
            out.write(MARKER);
            Map<String, Object> metadata = new TreeMap<>();
            metadata.put("node_count", (long) nodes.size());
            metadata.put("record_size", 32);
            metadata.put("ip_version", 6);
            metadata.put("database_type", type);
            metadata.put("languages", List.of("en"));
            metadata.put("binary_format_major_version", 2);
            metadata.put("binary_format_minor_version", 0);
            metadata.put("build_epoch", 1_700_000_000L);
            metadata.put("description", Map.of("en", "made by a test"));
            write(out, metadata);
            return Files.write(file, bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(DataOutputStream out, Object value) {
        try {
            switch (value) {
                case String text -> {
                    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                    control(out, 2, bytes.length);
                    out.write(bytes);
                }
                case Integer number -> {
                    control(out, 5, 2);
                    out.writeShort(number);
                }
                case Long number -> {
                    control(out, 6, 4);
                    out.writeInt(number.intValue());
                }
                case Map<?, ?> map -> {
                    control(out, 7, map.size());
                    map.forEach((key, each) -> {
                        write(out, key);
                        write(out, each);
                    });
                }
                case List<?> list -> {
                    control(out, 0, list.size());
                    out.writeByte(11 - 7);
                    list.forEach(each -> write(out, each));
                }
                default -> throw new IllegalArgumentException(value + " has no place in such a file");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void control(DataOutputStream out, int type, int size) throws IOException {
        if (size < 29) {
            out.writeByte(type << 5 | size);
        } else {
            out.writeByte(type << 5 | 29);
            out.writeByte(size - 29);
        }
    }
}
