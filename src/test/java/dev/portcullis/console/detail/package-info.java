/** Tests of the details of a session. */
@NullMarked
package dev.portcullis.console.detail;

import org.jspecify.annotations.NullMarked;
