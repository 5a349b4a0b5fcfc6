/** The store by itself, on the real PostgreSQL. */
@NullMarked
package dev.portcullis.store;

import org.jspecify.annotations.NullMarked;
