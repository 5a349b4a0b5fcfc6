/** Tests of {@code console.search}. */
@NullMarked
package dev.portcullis.console.search;

import org.jspecify.annotations.NullMarked;
