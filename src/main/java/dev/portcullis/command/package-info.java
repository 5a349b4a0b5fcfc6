/** The command line: {@code java -jar portcullis.jar COMMAND}. Each command puts the parts together and starts them; no rule lives here. */
@NullMarked
package dev.portcullis.command;

import org.jspecify.annotations.NullMarked;
