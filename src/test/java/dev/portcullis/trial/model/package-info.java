/**
 * A simple model of the server, beside which the server is held while random things happen to both.
 *
 * <p>{@code World} says in plain lists and loops what the README says in words, and knows none of the server's classes. {@code Deeds} does something by chance to both
 * and compares the answers; {@code Comparison} asks the server everything that an operator can ask and compares it with the world. Each {@code Step} has a seed of its own, and what it does
 * follows from that and from the world, so that a run from which steps are left out is a run as well: that is how a failure is made short.
 */
@NullMarked
package dev.portcullis.trial.model;

import org.jspecify.annotations.NullMarked;
