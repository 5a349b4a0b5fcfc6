/** Trials of the audit's chain. */
@NullMarked
package dev.portcullis.audit;

import org.jspecify.annotations.NullMarked;
