/** Tests of {@code console.list}. */
@NullMarked
package dev.portcullis.console.list;

import org.jspecify.annotations.NullMarked;
