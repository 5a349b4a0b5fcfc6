package com.sun.glass.ui.unseen;

import com.sun.glass.ui.Application;
import com.sun.glass.ui.Screen;
import com.sun.glass.ui.Window;
import com.sun.glass.ui.headless.HeadlessApplication;
import com.sun.glass.ui.headless.HeadlessPlatformFactory;
import com.sun.glass.ui.headless.HeadlessRobot;
import com.sun.glass.ui.headless.HeadlessWindow;
import com.sun.glass.ui.headless.HeadlessWindowManager;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** JavaFX's Headless platform, whose windows nobody sees. */
@SuppressWarnings("unused") // JavaFX makes it by its name
public final class UnseenPlatformFactory extends HeadlessPlatformFactory {
    @Override
    public Application createApplication() {
        return new HeadlessApplication() {
            @Override
            public Window createWindow(@Nullable Window owner, Screen screen, int style) {
                return unseen(this, owner, screen, style);
            }
        };
    }

    /** As {@link HeadlessApplication#createWindow} makes it, which shares these with the one who types. */
    private static Window unseen(HeadlessApplication application, @Nullable Window owner, Screen screen, int style) {
        try {
            UnseenWindow window = new UnseenWindow(
                    (HeadlessWindowManager) of(application, "windowManager"),
                    owner,
                    screen,
                    (ByteBuffer) of(application, "frameBuffer"),
                    style);
            HeadlessRobot robot = (HeadlessRobot) of(application, "activeRobot");
            if (robot != null) {
                call(HeadlessRobot.class, "windowAdded", HeadlessWindow.class, robot, window);
                call(HeadlessWindow.class, "setRobot", HeadlessRobot.class, window, robot);
            }
            return window;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("JavaFX's Headless platform is another in this version", e);
        }
    }

    private static @Nullable Object of(HeadlessApplication application, String field)
            throws ReflectiveOperationException {
        Field found = HeadlessApplication.class.getDeclaredField(field);
        found.setAccessible(true);
        return found.get(application);
    }

    private static void call(Class<?> in, String method, Class<?> with, Object on, Object argument)
            throws ReflectiveOperationException {
        Method found = in.getDeclaredMethod(method, with);
        found.setAccessible(true);
        found.invoke(on, argument);
    }

    /** Is drawn as much as one that is minimised: not at all. */
    private static final class UnseenWindow extends HeadlessWindow {
        UnseenWindow(
                HeadlessWindowManager manager, @Nullable Window owner, Screen screen, ByteBuffer frames, int style) {
            super(manager, owner, screen, frames, style);
        }

        @Override
        public boolean isMinimized() {
            return true;
        }
    }
}
