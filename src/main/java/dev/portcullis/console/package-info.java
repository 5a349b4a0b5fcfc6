/**
 * The desktop console. One folder for each screen: {@code XView.fxml} beside {@code XController} (wiring only) and {@code XModel} (observable state, no scene
 * classes, tested without a stage). No network and no parsing on the JavaFX thread. Times are shown by the server's clock.
 */
@NullMarked
package dev.portcullis.console;

import org.jspecify.annotations.NullMarked;
