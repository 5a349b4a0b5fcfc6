/** Tests of {@code console.frame}. */
@NullMarked
package dev.portcullis.console.frame;

import org.jspecify.annotations.NullMarked;
