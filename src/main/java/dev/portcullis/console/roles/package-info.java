/**
 * The roles screen: which names for permissions there are, what each permits, and how many accounts and live sessions follow if that changes, said before it is done.
 * A role's limits of time are the policy's, and are shown here and changed there.
 */
@NullMarked
package dev.portcullis.console.roles;

import org.jspecify.annotations.NullMarked;
