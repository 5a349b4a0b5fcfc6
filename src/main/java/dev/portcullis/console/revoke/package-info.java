/** Ending sessions: what would be hit, the reason, the question, and the receipt. */
@NullMarked
package dev.portcullis.console.revoke;

import org.jspecify.annotations.NullMarked;
