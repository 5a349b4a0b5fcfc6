/** Tests of {@code console.factor}. */
@NullMarked
package dev.portcullis.console.factor;

import org.jspecify.annotations.NullMarked;
