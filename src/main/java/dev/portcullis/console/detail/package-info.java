/** The pane beside the table: everything about the selected session, or a summary of several. */
@NullMarked
package dev.portcullis.console.detail;

import org.jspecify.annotations.NullMarked;
