/** The command palette, and the list of keys: two views of the actions that can be done here. */
@NullMarked
package dev.portcullis.console.palette;

import org.jspecify.annotations.NullMarked;
