/** Tests of {@code console.palette}. */
@NullMarked
package dev.portcullis.console.palette;

import org.jspecify.annotations.NullMarked;
