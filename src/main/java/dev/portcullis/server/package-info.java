/**
 * HTTP: routes, cookies, ETags, the event stream, problems. No rule lives here; each endpoint reads a request, asks the packages below, and writes an answer.
 *
 * <p>What needs no more than memory is answered on Vert.x's event loop; whatever touches the database, hashes or signs runs on a virtual thread, so many at a
 * time. Everything that a client sends is bounded: header, body, time, concurrency.
 *
 * <p>401 means that the credential opens no active session, and nothing else. Trouble of ours is 503 with {@code Retry-After}.
 */
@NullMarked
package dev.portcullis.server;

import org.jspecify.annotations.NullMarked;
