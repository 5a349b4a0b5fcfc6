/** The login screen: where, who, and every way in which it can fail, said in words. */
@NullMarked
package dev.portcullis.console.login;

import org.jspecify.annotations.NullMarked;
