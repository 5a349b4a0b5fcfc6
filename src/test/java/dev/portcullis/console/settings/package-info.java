/** Tests of {@code console.settings}. */
@NullMarked
package dev.portcullis.console.settings;

import org.jspecify.annotations.NullMarked;
