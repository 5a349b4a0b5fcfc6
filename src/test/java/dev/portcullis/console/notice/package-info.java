/** Tests of {@code console.notice}. */
@NullMarked
package dev.portcullis.console.notice;

import org.jspecify.annotations.NullMarked;
