/** Tests of tokens: what is forged is refused, and what is ours is accepted by programs of others. */
@NullMarked
package dev.portcullis.token;

import org.jspecify.annotations.NullMarked;
