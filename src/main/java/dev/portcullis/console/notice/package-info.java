/** What an operator is told while they look elsewhere, and what they can do about it. Never what they have just done themselves. */
@NullMarked
package dev.portcullis.console.notice;

import org.jspecify.annotations.NullMarked;
