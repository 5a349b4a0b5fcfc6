/** The accounts screen: who can log in and what they may do; how many live sessions a change reaches is said before it is made. */
@NullMarked
package dev.portcullis.console.accounts;

import org.jspecify.annotations.NullMarked;
