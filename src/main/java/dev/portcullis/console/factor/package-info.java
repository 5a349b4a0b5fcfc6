/** Proving who one is, beyond the first login: the code of a second factor, proving it again, and setting a second factor up. */
@NullMarked
package dev.portcullis.console.factor;

import org.jspecify.annotations.NullMarked;
