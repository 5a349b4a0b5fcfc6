/** The console's own mistakes: told, not hidden, with a code that can be passed on. */
@NullMarked
package dev.portcullis.console.mishap;

import org.jspecify.annotations.NullMarked;
