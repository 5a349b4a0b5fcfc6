/** Tests of the overview. */
@NullMarked
package dev.portcullis.console.overview;

import org.jspecify.annotations.NullMarked;
