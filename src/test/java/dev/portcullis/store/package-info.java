/** Tests of what only the store can see. */
@NullMarked
package dev.portcullis.store;

import org.jspecify.annotations.NullMarked;
