/** The window around the screens: to what it is connected, whether what it shows is live, the search, who is logged in. */
@NullMarked
package dev.portcullis.console.frame;

import org.jspecify.annotations.NullMarked;
