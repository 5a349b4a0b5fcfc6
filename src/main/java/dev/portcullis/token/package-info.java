/** Tokens: the keys that sign them, access tokens (RFC 9068), and what follows a refresh token. */
@NullMarked
package dev.portcullis.token;

import org.jspecify.annotations.NullMarked;
