/**
 * Benchmarks: load over a server's public HTTP API from one thread, and the figures that come of it. Nothing here knows the server's insides, so what it measures
 * is what anybody would.
 */
@NullMarked
package dev.portcullis.bench;

import org.jspecify.annotations.NullMarked;
