/** The box for queries: it marks what cannot be understood, proposes what can be written, and knows what was asked before. */
@NullMarked
package dev.portcullis.console.search;

import org.jspecify.annotations.NullMarked;
