/** What the client does when the network, or the other end of it, misbehaves; and that it reads what the server writes. */
@NullMarked
package dev.portcullis.client;

import org.jspecify.annotations.NullMarked;
