/**
 * How quick the console is, measured at its own window as the one who sits at it would see it: {@code bench console} prints the figures. What counts is when something has
 * been drawn, so each time ends a pulse after the one in which it was there to be laid out.
 */
@NullMarked
package dev.portcullis.console.gauge;

import org.jspecify.annotations.NullMarked;
