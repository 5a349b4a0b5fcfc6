/**
 * JavaFX's Headless platform, but that what has been drawn is not copied to a screen: it copies pixel by pixel on the JavaFX thread, which took two thirds of that thread's
 * time in the tests. {@code -Dglass.platform=Unseen} selects it; JavaFX looks for a platform in a package of this name. JavaFX's own interface to windows is used here, which
 * may be another in each version.
 */
package com.sun.glass.ui.unseen;
