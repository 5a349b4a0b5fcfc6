/**
 * The keyed chain of the audit: how an entry is sealed, and how it is found out that somebody has changed the record.
 *
 * <p>The mac of an entry is HMAC-SHA-256, with a key that follows from the master key, over the mac of the entry before (of the first: 32 zero bytes) and the entry's
 * {@linkplain dev.portcullis.audit.Canonical bytes}, its number among them. So whoever has the database but not the key can neither change, remove, put in nor move an
 * entry without its being found. What they can do is remove the newest entries and set the head back to the one before: that is found by a head that was taken away
 * earlier ({@code audit head}, {@code GET /admin/v1/audit/head}) and is kept where they do not reach. Who has the key as well, which is whoever rules the server's
 * machine, is found by such a head too, unless they let the chain end before it.
 *
 * <p>Entries are written by {@link dev.portcullis.store.AuditStore}, in the transactions that they tell of.
 */
@NullMarked
package dev.portcullis.audit;

import org.jspecify.annotations.NullMarked;
