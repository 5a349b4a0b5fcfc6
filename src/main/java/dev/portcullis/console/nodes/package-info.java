/**
 * The nodes screen: which servers run over the database, whether they keep up, and which is gone. Servers tell this with the renewal of their leases, about once a
 * second, and not in the feed, which one that is in trouble would not write; so it is asked every two seconds while somebody looks, here or at the overview.
 */
@NullMarked
package dev.portcullis.console.nodes;

import org.jspecify.annotations.NullMarked;
