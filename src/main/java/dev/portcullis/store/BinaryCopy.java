package dev.portcullis.store;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/**
 * Rows on their way into a table by {@code COPY … with (format binary)}: half the bytes of the text format, and nothing for the database to parse. The fields of a
 * row are written in the order of the columns, each in the type's own binary form.
 */
final class BinaryCopy {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int PIECE = 64 * 1024;
    private static final int LONGEST_FIELD = 64 * 1024;
    private static final int NOTHING = -1;

    /** 2000-01-01, from which PostgreSQL counts its microseconds. */
    private static final long EPOCH_SECOND = 946_684_800L;

    private static final int OID_OF_TEXT = 25;
    private static final byte JSONB_VERSION = 1;
    private static final byte FAMILY_OF_IPV4 = 2;
    private static final byte FAMILY_OF_IPV6 = 3;

    private final CopyIn copy;
    private final ByteBuffer buffer = ByteBuffer.allocate(PIECE + LONGEST_FIELD);

    BinaryCopy(CopyIn copy) {
        this.copy = copy;
        buffer.put(SIGNATURE).putInt(0).putInt(0);
    }

    /** Begins a row of so many columns. */
    BinaryCopy row(int columns) throws SQLException {
        if (buffer.position() > PIECE) {
            send();
        }
        buffer.putShort((short) columns);
        return this;
    }

    BinaryCopy nothing() {
        buffer.putInt(NOTHING);
        return this;
    }

    BinaryCopy uuid(@Nullable UUID value) {
        if (value == null) {
            return nothing();
        }
        buffer.putInt(16).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
        return this;
    }

    BinaryCopy integer(int value) {
        buffer.putInt(4).putInt(value);
        return this;
    }

    BinaryCopy bigint(long value) {
        buffer.putInt(8).putLong(value);
        return this;
    }

    BinaryCopy bool(boolean value) {
        buffer.putInt(1).put((byte) (value ? 1 : 0));
        return this;
    }

    BinaryCopy time(@Nullable Instant value) {
        return value == null
                ? nothing()
                : bigint((value.getEpochSecond() - EPOCH_SECOND) * 1_000_000 + value.getNano() / 1000);
    }

    /** The time that is later than any. */
    BinaryCopy infinity() {
        return bigint(Long.MAX_VALUE);
    }

    BinaryCopy bytes(byte[] value) {
        buffer.putInt(value.length).put(value);
        return this;
    }

    BinaryCopy text(@Nullable String value) {
        return value == null ? nothing() : bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    BinaryCopy json(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        buffer.putInt(1 + bytes.length).put(JSONB_VERSION).put(bytes);
        return this;
    }

    /** An address without a mask, in numbers. */
    BinaryCopy inet(@Nullable String value) {
        if (value == null) {
            return nothing();
        }
        InetAddress address = InetAddress.ofLiteral(value);
        byte[] bytes = address.getAddress();
        buffer.putInt(4 + bytes.length)
                .put(address instanceof Inet4Address ? FAMILY_OF_IPV4 : FAMILY_OF_IPV6)
                .put((byte) (bytes.length * 8))
                .put((byte) 0)
                .put((byte) bytes.length)
                .put(bytes);
        return this;
    }

    BinaryCopy texts(Collection<String> values) {
        int length = buffer.position();
        buffer.putInt(0).putInt(values.isEmpty() ? 0 : 1).putInt(0).putInt(OID_OF_TEXT);
        if (!values.isEmpty()) {
            buffer.putInt(values.size()).putInt(1);
            values.forEach(this::text);
        }
        buffer.putInt(length, buffer.position() - length - 4);
        return this;
    }

    /** Says that no more rows follow. */
    void end() throws SQLException {
        buffer.putShort((short) NOTHING);
        send();
    }

    private void send() throws SQLException {
        copy.writeToCopy(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}
