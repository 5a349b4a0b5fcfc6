/** Connections, without a stage. */
@NullMarked
package dev.portcullis.console.connection;

import org.jspecify.annotations.NullMarked;
