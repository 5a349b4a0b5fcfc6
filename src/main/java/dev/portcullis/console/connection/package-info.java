/** The servers that an operator goes to: what they are called, how dangerous a mistake would be there, and by which certificate each is known. */
@NullMarked
package dev.portcullis.console.connection;

import org.jspecify.annotations.NullMarked;
