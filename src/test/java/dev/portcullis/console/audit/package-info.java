/** Tests of the audit's screen. */
@NullMarked
package dev.portcullis.console.audit;

import org.jspecify.annotations.NullMarked;
