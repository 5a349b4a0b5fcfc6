/** What every screen of the console stands on: its words, its clock, its background work, its theme, its views and how they come into the window. Nothing here knows a screen. */
@NullMarked
package dev.portcullis.console.common;

import org.jspecify.annotations.NullMarked;
