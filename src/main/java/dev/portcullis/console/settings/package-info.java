/** What the console remembers from one start to the next: how it looked and where it was. Never a password, never a session. */
@NullMarked
package dev.portcullis.console.settings;

import org.jspecify.annotations.NullMarked;
