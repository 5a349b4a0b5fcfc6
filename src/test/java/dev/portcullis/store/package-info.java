/** That what is counted is what there is. */
@NullMarked
package dev.portcullis.store;

import org.jspecify.annotations.NullMarked;
