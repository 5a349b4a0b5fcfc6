/** Tests of {@code console.policy}. */
@NullMarked
package dev.portcullis.console.policy;

import org.jspecify.annotations.NullMarked;
