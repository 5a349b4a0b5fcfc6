/** Tests of {@code console.locks}. */
@NullMarked
package dev.portcullis.console.locks;

import org.jspecify.annotations.NullMarked;
