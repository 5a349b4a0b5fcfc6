package dev.portcullis.api;

import java.time.Instant;

/**
 * The newest entry of the audit as it was at some time. Kept elsewhere, it shows later that nothing up to it was removed or exchanged.
 *
 * @param seq of the entry; 0 if there was none
 * @param mac of the entry, in base64url: what the whole chain up to it comes to
 * @param at when this was read
 * @param key the name of the key
 * @param seal HMAC-SHA-256 over these, in base64url: nobody without the key makes up a head
 */
public record AuditHead(long seq, String mac, Instant at, String key, String seal) {}
