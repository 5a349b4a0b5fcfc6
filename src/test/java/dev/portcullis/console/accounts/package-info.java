/** Tests of {@code console.accounts}. */
@NullMarked
package dev.portcullis.console.accounts;

import org.jspecify.annotations.NullMarked;
