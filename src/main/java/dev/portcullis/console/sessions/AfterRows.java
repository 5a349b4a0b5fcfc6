package dev.portcullis.console.sessions;

import java.util.ArrayList;
import java.util.List;
import javafx.animation.AnimationTimer;

/**
 * What waits until the first rows have been drawn: who opens the table waits for those, and all that is beside it would be styled and laid out in the same pulse. Belongs
 * to the JavaFX thread.
 */
final class AfterRows {
    /** One that lays the rows out, and the begin of the next, by when they have been drawn. */
    private static final int PULSES = 2;

    private final List<Runnable> waiting = new ArrayList<>();
    private boolean drawn;

    /** Waits for the first answer, or for the news that there is none. */
    AfterRows(SessionsModel model) {
        model.loadingProperty().subscribe(now -> {
            if (!drawn && !(now instanceof Loading.Awaited)) {
                new Pulses().start();
            }
        });
    }

    /** Does it then; at once, if they have been drawn. */
    void run(Runnable work) {
        if (drawn) {
            work.run();
        } else {
            waiting.add(work);
        }
    }

    private void drawn() {
        drawn = true;
        List<Runnable> due = List.copyOf(waiting);
        waiting.clear();
        due.forEach(Runnable::run);
    }

    private final class Pulses extends AnimationTimer {
        private int left = PULSES;

        @Override
        public void handle(long now) {
            if (left-- == 0) {
                stop();
                if (!drawn) {
                    drawn();
                }
            }
        }
    }
}
