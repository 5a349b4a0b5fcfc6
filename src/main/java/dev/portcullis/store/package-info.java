/**
 * PostgreSQL: the pool, the schema, the SQL, and the embedded server. SQL is written here and nowhere else.
 *
 * <p>Blocking, for virtual threads. Trouble with the database surfaces as {@link dev.portcullis.store.StoreUnavailableException}, which says nothing about any
 * session: the server answers it with 503, never with 401. Deadlocks and serialisation failures are retried, a bounded number of times. Locks are taken in
 * one order: revocation, account, then sessions by handle, then their tokens, then counts of guesses, and last of all the head of the audit.
 */
@NullMarked
package dev.portcullis.store;

import org.jspecify.annotations.NullMarked;
