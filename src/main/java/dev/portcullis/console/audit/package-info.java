/**
 * The audit: who changed or read what. It is read in pages as one scrolls, and never by itself: each page that is read is an entry of it.
 *
 * <p>Of a long audit a stretch is held, which moves as one scrolls down or up again; the server's numbers lead in both directions.
 */
@NullMarked
package dev.portcullis.console.audit;

import org.jspecify.annotations.NullMarked;
