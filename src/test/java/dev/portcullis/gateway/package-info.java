/** The configurations in {@code src/gateways}, each run by the real program: the same scenarios for all of them. */
@NullMarked
package dev.portcullis.gateway;

import org.jspecify.annotations.NullMarked;
