package dev.portcullis.support;

import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
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

    /** As TestFX finds it. */
    private Window focused() {
        WindowFinder windows = robotContext().getWindowFinder();
        Window focused = windows.window(Window::isFocused);
        Window target = focused == null ? windows.targetWindow() : focused;
        return target == null ? windows.window(0) : target;
    }
}
