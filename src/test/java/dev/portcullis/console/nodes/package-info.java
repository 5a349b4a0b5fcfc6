/** Tests of {@code console.nodes}. */
@NullMarked
package dev.portcullis.console.nodes;

import org.jspecify.annotations.NullMarked;
