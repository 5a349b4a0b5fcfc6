/** Accounts and the proof that somebody is who they say: password hashing and its limits. */
@NullMarked
package dev.portcullis.account;

import org.jspecify.annotations.NullMarked;
