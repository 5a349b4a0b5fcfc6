/** Tests of {@code console.common}. */
@NullMarked
package dev.portcullis.console.common;

import org.jspecify.annotations.NullMarked;
