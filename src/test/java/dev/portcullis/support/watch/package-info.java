/** Watches the JavaFX thread while tests run: that nothing of ours makes it wait, and what keeps it busy. */
@NullMarked
package dev.portcullis.support.watch;

import org.jspecify.annotations.NullMarked;
