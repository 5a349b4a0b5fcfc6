package dev.portcullis.console.snapshot;

import dev.portcullis.api.ProblemType;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.FileChoice;
import dev.portcullis.console.factor.FactorAccess;
import dev.portcullis.console.factor.Proofs;
import java.time.InstantSource;
import javafx.scene.Scene;

/** A dialog that asks for proof, over a window, until it is closed. */
final class StagedDialog implements AutoCloseable {
    private final Proofs proofs;

    StagedDialog(FactorAccess access, Scene scene, ProblemType wanted) throws InterruptedException {
        proofs = new Proofs(access, new Background(), InstantSource.system(), FileChoice.DESKTOP, true);
        Puppet.act(() -> proofs.enter(scene));
        Thread.ofVirtual().name("staged-proof").start(() -> proofs.give(wanted));
    }

    @Override
    public void close() throws InterruptedException {
        Puppet.act(proofs::close);
    }
}
