/**
 * The sessions screen: the live table of sessions, its model, and what can be done with the selected ones.
 *
 * <p>The server lists what is asked for, in its language and its order; here a stretch of up to 5,000 rows of that list is held ({@link
 * dev.portcullis.console.sessions.SessionBook}), read on at its ends as one scrolls ({@link dev.portcullis.console.sessions.SessionWindow}). A list that fits is held
 * whole. Events keep the stretch true: each session that they tell of is put to the same query and the same order. Of what lies beside the stretch only the count is
 * kept, and asked for again, at most every 5 s, when it may have changed unseen; rows that come in by the time alone are found by reading again, every 10 s.
 */
@NullMarked
package dev.portcullis.console.sessions;

import org.jspecify.annotations.NullMarked;
