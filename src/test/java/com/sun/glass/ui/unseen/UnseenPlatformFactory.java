package com.sun.glass.ui.unseen;

import com.sun.glass.ui.Application;
import com.sun.glass.ui.Pixels;
import com.sun.glass.ui.View;
import com.sun.glass.ui.headless.HeadlessApplication;
import com.sun.glass.ui.headless.HeadlessPlatformFactory;
import com.sun.glass.ui.headless.HeadlessView;

/** JavaFX's Headless platform without its screen. */
@SuppressWarnings("unused") // JavaFX makes it by its name
public final class UnseenPlatformFactory extends HeadlessPlatformFactory {
    @Override
    public Application createApplication() {
        return new HeadlessApplication() {
            @Override
            public View createView() {
                return new Unseen();
            }
        };
    }

    private static final class Unseen extends HeadlessView {
        @Override
        protected void _uploadPixels(long view, Pixels pixels) {
            // What was drawn is seen by no one, unless a test takes a picture of it.
        }
    }
}
