/** What makes several servers over one database one: who runs, and the feed of what happened. */
@NullMarked
package dev.portcullis.cluster;

import org.jspecify.annotations.NullMarked;
