/** Tests of {@link dev.portcullis.seed}. */
@NullMarked
package dev.portcullis.seed;

import org.jspecify.annotations.NullMarked;
