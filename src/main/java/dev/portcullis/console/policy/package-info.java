/**
 * The policy screen: the limits of sessions, and what another policy would do to the live ones, drawn before it can be saved. What is typed is held as texts by
 * their place in the document (JSON pointers, as the server names faults), so a fault finds its field and a change of somebody else's can be merged.
 */
@NullMarked
package dev.portcullis.console.policy;

import org.jspecify.annotations.NullMarked;
