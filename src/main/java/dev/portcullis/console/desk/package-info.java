/**
 * What the desk is made of: screens, and what can be done on them. An {@link dev.portcullis.console.desk.Action} is defined once; its key, its menu item, its
 * button, its line in the palette and in the help, and the reason why it cannot be done just now all come from that one definition. All keys are in
 * {@link dev.portcullis.console.desk.Keys}.
 */
@NullMarked
package dev.portcullis.console.desk;

import org.jspecify.annotations.NullMarked;
