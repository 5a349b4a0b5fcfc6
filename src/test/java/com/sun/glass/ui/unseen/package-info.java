/**
 * JavaFX's Headless platform, but that a window is drawn as much as one that is minimised: not at all. Drawing in software, and copying what was drawn to a screen that nobody
 * sees, took two fifths of the processor time of the console's tests; styles, layout and pulses are as ever, and whoever takes a picture draws it for that.
 * {@code -Dglass.platform=Unseen} selects it; JavaFX looks for a platform in a package of this name. JavaFX's own interface to windows is used here, which may be another in
 * each version.
 */
package com.sun.glass.ui.unseen;
