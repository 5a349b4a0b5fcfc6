package dev.portcullis.console.snapshot;

import java.io.IOException;

/** The servers. */
final class NodesPictures implements Pictures {
    @Override
    public void take(Walk walk) throws IOException, InterruptedException {
        walk.visit("nodes", () -> {
            walk.chooseFirst("#nodes-table");
            walk.picture("nodes");
        });
    }
}
