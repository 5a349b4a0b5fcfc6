/**
 * The overview: how many sessions there are, how they come and go, of what kind they are, and what needs somebody now. Each mark leads to the sessions that it
 * counts, as a query ({@link dev.portcullis.console.overview.Counted}).
 *
 * <p>The figures at the top live by the event stream that the sessions' table holds anyway ({@link dev.portcullis.console.overview.Pulse}); what is drawn over a time
 * and by kind is asked of the server again every few seconds, while somebody looks and one question at a time. The counts of a busy server are never the same twice, so
 * they have no ETags to ask with. What is older than that is greyed, and says how old it is.
 */
@NullMarked
package dev.portcullis.console.overview;

import org.jspecify.annotations.NullMarked;
