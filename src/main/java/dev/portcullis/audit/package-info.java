/**
 * The keyed chain of the audit: how an entry is sealed, and how it is found out that somebody has changed the record.
 *
 * <p>The mac of an entry is HMAC-SHA-256, with a key that follows from the master key, over the mac of the entry before (of the first: 32 zero bytes) and the entry's
 * {@linkplain dev.portcullis.audit.Canonical bytes}, its number among them. So whoever has the database but not the key can neither change, remove, put in nor move an
 * entry without its being found. What they can do is remove the newest entries and set the head back to the one before: that is found by a head that was taken away
 * earlier ({@code audit head}, {@code GET /admin/v1/audit/head}) and is kept where they do not reach. Who has the key as well, which is whoever rules the server's
 * machine, is found by such a head too, unless they let the chain end before it.
 *
 * <p>What is audited is what somebody decides about others or about the server, and who could: changes by operators, administrators and services; the logins of
 * operators, and what they were refused, on streams as elsewhere; users' own changes of how they show who they are; and reading the audit. What is not: logging in and out,
 * ending sessions of one's own, refreshing, and services' requests for tokens. ASVS 16.3 asks that authentication be logged, and it is: these are events of the feed,
 * lines of the security log, and an end is kept with its session, with who ended it and why. But they decide nothing about anybody else, there are as many of
 * them as of logins, and each entry of the audit holds the one head of the chain until it commits: all logging in and out would go one by one. A service's use of its token is
 * audited where it changes something, under its own name. An entry that concerns very many sessions names a hundred of them and says how many {@code more} there
 * are; its subject is the revocation, under whose id all can be read for as long as they are kept.
 *
 * <p>Entries are written by {@link dev.portcullis.store.AuditStore}, in the transactions that they tell of.
 */
@NullMarked
package dev.portcullis.audit;

import org.jspecify.annotations.NullMarked;
