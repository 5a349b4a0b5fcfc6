package dev.portcullis.support;

import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Window;
import org.testfx.api.FxRobot;
import org.testfx.robot.BaseRobot;
import org.testfx.service.finder.WindowFinder;
import org.testfx.util.WaitForAsyncUtils;

/**
 * TestFX's robot, whose text arrives at once: every key is pressed, typed and released in its turn, and the window's events are waited for after the last, where
 * TestFX waits 75 ms after each (its {@code write_sleep}, and five turns of the event queue).
 */
public final class FastRobot extends FxRobot {
    private static final int DRAG_STEPS = 8;

    /** In milliseconds. */
    private static final long PATIENCE = 20_000;

    @Override
    public FxRobot write(char character) {
        return write(Character.toString(character));
    }

    @Override
    public FxRobot write(String text) {
        Scene scene = focused().getScene();
        BaseRobot keys = robotContext().getBaseRobot();
        text.chars()
                .forEach(each -> keys.typeKeyboard(
                        scene,
                        each == '\n' ? KeyCode.ENTER : each == '\t' ? KeyCode.TAB : KeyCode.UNDEFINED,
                        Character.toString(each)));
        WaitForAsyncUtils.waitForFxEvents();
        return this;
    }

    /**
     * Drags a node onto the middle of another with the first button. JavaFX's Headless platform says of a move that no button is down, whatever is pressed, so its robot drags nothing:
     * the events are fired as a window system's would be.
     */
    public void dragOnto(Node from, Node onto) {
        Point2D start = middle(from);
        Point2D end = middle(onto);
        fire(from, MouseEvent.MOUSE_PRESSED, start);
        for (int step = 1; step <= DRAG_STEPS; step++) {
            fire(from, MouseEvent.MOUSE_DRAGGED, start.interpolate(end, (double) step / DRAG_STEPS));
        }
        fire(from, MouseEvent.MOUSE_RELEASED, end);
    }

    private static Point2D middle(Node node) {
        return WaitForAsyncUtils.waitForAsyncFx(PATIENCE, () -> {
            Bounds bounds = node.localToScene(node.getBoundsInLocal());
            return new Point2D(bounds.getCenterX(), bounds.getCenterY());
        });
    }

    /** @param scene where in the scene */
    private static void fire(Node node, EventType<MouseEvent> type, Point2D scene) {
        boolean down = type != MouseEvent.MOUSE_RELEASED;
        boolean still = type == MouseEvent.MOUSE_PRESSED;
        WaitForAsyncUtils.waitForAsyncFx(PATIENCE, () -> {
            Point2D screen = node.getScene()
                    .getRoot()
                    .localToScreen(node.getScene().getRoot().sceneToLocal(scene));
            Event.fireEvent(
                    node,
                    new MouseEvent(
                            type,
                            scene.getX(),
                            scene.getY(),
                            screen.getX(),
                            screen.getY(),
                            MouseButton.PRIMARY,
                            1,
                            false,
                            false,
                            false,
                            false,
                            down,
                            false,
                            false,
                            true,
                            false,
                            still,
                            null));
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** As TestFX finds it. */
    private Window focused() {
        WindowFinder windows = robotContext().getWindowFinder();
        Window focused = windows.window(Window::isFocused);
        Window target = focused == null ? windows.targetWindow() : focused;
        return target == null ? windows.window(0) : target;
    }
}
