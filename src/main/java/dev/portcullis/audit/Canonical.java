package dev.portcullis.audit;

import dev.portcullis.store.AuditStore.Entry;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that stand for an entry, so that no two entries have the same: the byte 1, for this form; the number as 8 bytes, the time as 8 bytes of microseconds since 1970, all
 * big-endian; then actor's kind, id, name and session, address, request, action, subject's kind and id, detail and key's name, each as 4 bytes of length and so many
 * of UTF-8, or the length -1 if there is none.
 */
final class Canonical {
    private static final int FORM = 1;
    private static final int NONE = -1;

    private Canonical() {}

    static byte[] bytes(Entry entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORM);
            out.writeLong(entry.seq());
            out.writeLong(micros(entry.at()));
            write(out, entry.actorKind());
            write(out, entry.actorId());
            write(out, entry.actorName());
            UUID session = entry.session();
            write(out, session == null ? null : session.toString());
            write(out, entry.address());
            write(out, entry.request());
            write(out, entry.action());
            write(out, entry.subjectKind());
            write(out, entry.subjectId());
            write(out, entry.detail());
            write(out, entry.keyId());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // into memory: there is none
        }
        return bytes.toByteArray();
    }

    /** Of a head that is handed out: its number, the time and its mac, in the same way. */
    static byte[] head(long seq, Instant at, byte[] mac, String keyId) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(96);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORM);
            out.writeLong(seq);
            out.writeLong(micros(at));
            out.writeInt(mac.length);
            out.write(mac);
            write(out, keyId);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // into memory: there is none
        }
        return bytes.toByteArray();
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    private static void write(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(NONE);
        } else {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }
}
