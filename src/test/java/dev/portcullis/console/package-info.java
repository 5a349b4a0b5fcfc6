/** Tests of the console as a whole. */
@NullMarked
package dev.portcullis.console;

import org.jspecify.annotations.NullMarked;
