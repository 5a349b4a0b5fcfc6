/** Pictures of the console, taken off-screen by walking through it. */
@NullMarked
package dev.portcullis.console.snapshot;

import org.jspecify.annotations.NullMarked;
