/** The domain: what a session is, what names it, how long it lives. No I/O. */
@NullMarked
package dev.portcullis.session;

import org.jspecify.annotations.NullMarked;
