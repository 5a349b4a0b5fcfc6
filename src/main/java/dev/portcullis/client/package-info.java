/**
 * The Java client: blocking and simple, over {@code java.net.http}. Call it from virtual threads. It keeps the session cookie in memory and nowhere else.
 */
@NullMarked
package dev.portcullis.client;

import org.jspecify.annotations.NullMarked;
