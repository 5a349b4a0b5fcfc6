/**
 * Simulated people: they log in, work, refresh, log out, and a few misbehave, through the server's public HTTP API alone. Their accounts carry the word in their
 * names, and their addresses are of the ranges kept for documentation (RFC 5737) and private use.
 */
@NullMarked
package dev.portcullis.simulate;

import org.jspecify.annotations.NullMarked;
