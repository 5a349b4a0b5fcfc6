package dev.portcullis.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a whole export of sessions is. Bytes of another number or with another digest are not it: cut short, or changed since.
 *
 * @param by who asked for it
 * @param query which sessions, in the query language; empty for all
 * @param states of which states: {@code active}, {@code ended} or {@code all}
 * @param asOf who was in then; null for the present
 * @param begunAt sessions that began later are not in it
 * @param completedAt when the last of them was read
 * @param count how many sessions
 * @param bytes how many bytes, before any encoding of HTTP's
 * @param digest SHA-256 of the bytes in hexadecimal ({@code sha256sum})
 * @param signature a JWS (RFC 7515, compact, ES256, {@code typ: portcullis-export+jwt}) whose claims repeat this manifest; verifiable with
 *     {@code /.well-known/receipt-keys.json}
 */
public record ExportManifest(
        UUID id,
        String by,
        String query,
        String states,
        @Nullable Instant asOf,
        ExportFormat format,
        Instant begunAt,
        Instant completedAt,
        long count,
        long bytes,
        String digest,
        String signature) {

    /** The same with this signature. */
    public ExportManifest signed(String jws) {
        return new ExportManifest(id, by, query, states, asOf, format, begunAt, completedAt, count, bytes, digest, jws);
    }
}
