/** Tests of {@code console.login}. */
@NullMarked
package dev.portcullis.console.login;

import org.jspecify.annotations.NullMarked;
