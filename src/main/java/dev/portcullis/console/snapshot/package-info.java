/** Pictures of the console, taken off-screen by walking through it: a class of {@code Pictures} for each screen. */
@NullMarked
package dev.portcullis.console.snapshot;

import org.jspecify.annotations.NullMarked;
