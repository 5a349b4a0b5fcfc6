/**
 * The locks screen: to which accounts, and from which networks, nobody logs in; who has locked them and why; and to lock and release.
 *
 * <p>It is a screen of its own. Accounts would be the wrong place: half of the locks are of networks, and whoever locks in an incident holds {@code sessions:revoke}
 * and need not be allowed to see accounts at all. The policy is what holds for everybody until somebody changes it; a lock is of one account or network, and passes.
 * An account is locked by its address: its id is looked up among the sessions, which who may lock may see, and only then among the accounts.
 */
@NullMarked
package dev.portcullis.console.locks;

import org.jspecify.annotations.NullMarked;
