package dev.portcullis.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a revocation did, and by when no node served the sessions any longer.
 *
 * @param at when it was whole
 * @param matched how many of the named sessions exist
 * @param ended how many this call ended
 * @param suspended how many it suspended
 * @param released how many that were suspended it released
 * @param unchanged to how many there was nothing to do
 * @param alreadyEnded how many had ended before
 * @param suspendedUntil until when; null unless it suspended
 * @param lockedAccounts how many accounts it locked
 * @param lockedNetworks the networks that it locked
 * @param fence a number that grows with each narrowing change
 * @param digest SHA-256, in hexadecimal, of the handles that were named or found: in lower case, sorted, each with a line feed ({@code sort handles | sha256sum}); null of
 *     receipts of before there was one
 * @param nodes each server that was running, with the time in which it stopped serving the sessions
 * @param signature a JWS (RFC 7515, compact, ES256, {@code typ: portcullis-receipt+jwt}) whose claims repeat this receipt; verifiable with {@code /.well-known/receipt-keys.json}
 */
public record Receipt(
        UUID id,
        Instant at,
        RevocationAction action,
        String by,
        String reason,
        int matched,
        int ended,
        int suspended,
        int released,
        int unchanged,
        int alreadyEnded,
        @Nullable Instant suspendedUntil,
        int lockedAccounts,
        List<String> lockedNetworks,
        long fence,
        @Nullable String digest,
        List<Node> nodes,
        String signature) {

    /** One server and its time, counted from the arrival of the request. */
    public record Node(String node, double milliseconds) {}

    /** The same with this signature. */
    public Receipt signed(String jws) {
        return new Receipt(
                id,
                at,
                action,
                by,
                reason,
                matched,
                ended,
                suspended,
                released,
                unchanged,
                alreadyEnded,
                suspendedUntil,
                lockedAccounts,
                lockedNetworks,
                fence,
                digest,
                nodes,
                jws);
    }
}
