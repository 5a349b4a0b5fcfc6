/**
 * A made-up population for a database: accounts, a month of their sessions with their tokens, and the events that tell of them. It is as uneven as a real one, and
 * follows from a number: each row from the number, its own index and the time alone, so that rows can be made in any order, several at a time, and twice.
 *
 * <p>Nobody's secrets: sessions and tokens have hashes that are the hash of nothing known, so nothing here opens anything. Addresses are those that are kept for
 * documentation, tests and private networks, and e-mail addresses lie under the domains that are kept for examples (RFC 2606).
 *
 * <p>A package of its own, beside {@code bench}: it has to know what a row of the store is, and a benchmark must not.
 */
@NullMarked
package dev.portcullis.seed;

import org.jspecify.annotations.NullMarked;
