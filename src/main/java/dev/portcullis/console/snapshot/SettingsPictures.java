package dev.portcullis.console.snapshot;

import java.io.IOException;

/** The settings. */
final class SettingsPictures implements Pictures {
    @Override
    public void take(Walk walk) throws IOException, InterruptedException {
        Puppet operator = walk.operator();
        walk.visit("settings", () -> {
            operator.waitFor("what the server says of the account", () -> !operator.isShown("#factor-reading"));
            walk.picture("settings");
        });
    }
}
