/** The sessions screen: the live table of sessions, its model, and what can be done with the selected ones. */
@NullMarked
package dev.portcullis.console.sessions;

import org.jspecify.annotations.NullMarked;
