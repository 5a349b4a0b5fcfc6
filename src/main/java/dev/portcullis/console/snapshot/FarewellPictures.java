package dev.portcullis.console.snapshot;

import java.io.IOException;

/** The operator's own session, ended by somebody else. It ends at the login. */
final class FarewellPictures implements Pictures {
    @Override
    public void take(Walk walk) throws IOException, InterruptedException {
        walk.endOwn();
        walk.picture("ended");
    }
}
