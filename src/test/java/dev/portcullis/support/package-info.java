/** What the tests stand on: a real server on a real PostgreSQL. */
@NullMarked
package dev.portcullis.support;

import org.jspecify.annotations.NullMarked;
