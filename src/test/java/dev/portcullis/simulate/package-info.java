/** That simulated people are plainly simulated, and that they take a server's failures in their stride. */
@NullMarked
package dev.portcullis.simulate;

import org.jspecify.annotations.NullMarked;
