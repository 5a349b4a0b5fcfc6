/** Tests of {@code console.roles}. */
@NullMarked
package dev.portcullis.console.roles;

import org.jspecify.annotations.NullMarked;
