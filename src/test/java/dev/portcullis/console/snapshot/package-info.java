/** Tests of {@code console.snapshot}. */
@NullMarked
package dev.portcullis.console.snapshot;

import org.jspecify.annotations.NullMarked;
