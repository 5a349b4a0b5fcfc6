/** The server under strain, as a whole: faults, races, garbage, and a search for secrets. Each trial runs for a while on purpose. */
@NullMarked
package dev.portcullis.trial;

import org.jspecify.annotations.NullMarked;
