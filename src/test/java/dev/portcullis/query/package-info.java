/** Tests of the query language. */
@NullMarked
package dev.portcullis.query;

import org.jspecify.annotations.NullMarked;
