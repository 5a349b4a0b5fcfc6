/**
 * A screen that is a list: a table, the states that it can be in, and a pane beside it that tells of the row that is selected. Such a screen is a model, its
 * columns, a controller and a view; what all of them have in common is here. The sessions are no such list: there are too many to be held.
 */
@NullMarked
package dev.portcullis.console.list;

import org.jspecify.annotations.NullMarked;
