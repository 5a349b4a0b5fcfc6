package dev.portcullis.console.sessions;

import dev.portcullis.console.common.TableRoom;
import java.util.ArrayList;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;

/**
 * The first rows, and what waits until they have been drawn: who opens the table waits for those, and all that is beside it would be styled and laid out in the same pulse.
 * Belongs to the JavaFX thread.
 */
final class AfterRows {
    /** One that lays the rows out, and the begin of the next, by when they have been drawn. */
    private static final int PULSES = 2;

    private final List<Runnable> waiting = new ArrayList<>();
    private @Nullable TableView<Row> table;
    private @Nullable TableRoom room;
    private boolean answered;
    private boolean coming;
    private boolean drawn;

    /** Waits for the first answer, or for the news that there is none. */
    AfterRows(SessionsModel model) {
        model.loadingProperty().subscribe(now -> {
            if (!(now instanceof Loading.Awaited)) {
                answered = true;
                begin();
            }
        });
    }

    /** Where the rows come, when they are known. Must know how high a row is. */
    void in(TableView<Row> place) {
        table = place;
        room = new TableRoom(place);
        room.close();
        place.heightProperty().subscribe(this::begin);
    }

    private void begin() {
        if (answered && !coming && table != null && room != null && table.getHeight() > 0) {
            coming = true;
            room.grow(() -> new Pulses().start());
        }
    }

    /** Does it then; at once, if they have been drawn. */
    void run(Runnable work) {
        if (drawn) {
            work.run();
        } else {
            waiting.add(work);
        }
    }

    /** Has no more of them come. */
    void close() {
        if (room != null) {
            room.leave();
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
