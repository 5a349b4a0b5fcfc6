/**
 * What happens to a session: login, verification, refresh, use, end. Each is one transaction, with its event in it.
 *
 * <p>A session is {@code active → ended(reason)} and never back: every statement that keeps one alive or changes it says so in its {@code where}. It may be suspended
 * meanwhile, and go on: see {@link dev.portcullis.store.SuspensionStore}. Nothing here
 * answers from memory whether a session is active; the database is asked each time.
 */
@NullMarked
package dev.portcullis.lifecycle;

import org.jspecify.annotations.NullMarked;
