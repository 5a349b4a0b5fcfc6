package dev.portcullis.console.snapshot;

import java.io.IOException;

/** The overview. */
final class OverviewPictures implements Pictures {
    @Override
    public void take(Walk walk) throws IOException, InterruptedException {
        Puppet operator = walk.operator();
        walk.visit("overview", () -> {
            operator.waitFor("the figures", () -> operator.isShown("#overview .chart-pane"));
            walk.picture("overview");
        });
    }
}
