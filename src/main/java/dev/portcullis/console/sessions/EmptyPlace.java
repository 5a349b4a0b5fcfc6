package dev.portcullis.console.sessions;

import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Text;
import java.util.List;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** Decides what stands where rows would be: nothing, if there are rows. */
final class EmptyPlace {
    private final SessionsModel model;
    private final @Nullable SimulatedPeople people;
    private final StackPane place;
    private final SimulationBanner simulated;
    private final EmptyState empty = new EmptyState();

    /** What stands there: as long as it is the same it is left alone, and its button can be pressed. */
    private List<Object> shown = List.of();

    /**
     * @param people who can be simulated, where the console may
     * @param simulated says that they are here
     */
    EmptyPlace(SessionsModel model, @Nullable SimulatedPeople people, StackPane place, SimulationBanner simulated) {
        this.model = model;
        this.people = people;
        this.place = place;
        this.simulated = simulated;
        place.getChildren().setAll(empty);
        model.loadingProperty().subscribe(this::show);
        model.totalProperty().subscribe(this::show);
        model.matchedProperty().subscribe(this::show);
        model.pastProperty().subscribe(this::show);
        model.shownProperty().subscribe(this::show);
        if (people != null) {
            people.stateProperty().subscribe(this::show);
        }
        show();
    }

    private void show() {
        SimulatedPeople.State state = people == null
                ? new SimulatedPeople.State.Absent()
                : people.stateProperty().get();
        String search = model.matchedProperty().get();
        boolean past = model.pastProperty().get() != null;
        boolean alone = !past && model.totalProperty().get() <= 1 && search.isBlank();
        place.setVisible(true);
        switch (model.loadingProperty().get()) {
            case Loading.Awaited _ -> fill(empty::loading, "awaited");
            case Loading.Failed(ClientException why) ->
                fill(() -> empty.failed(why, model::retry), "failed", EmptyState.sentence(why));
            case Loading.Done _
            when !search.isBlank() && model.rows().isEmpty() ->
                fill(() -> empty.noMatch(search, () -> model.searchProperty().set("")), "no match", search);
            case Loading.Done _
            when past && model.rows().isEmpty() ->
                fill(() -> empty.nobody(() -> model.thenProperty().set(null)), "nobody");
            case Loading.Done _ when alone -> fill(() -> showAlone(state), "alone", state);
            case Loading.Done _ -> place.setVisible(false);
        }
        // Alone, the offer stands where rows would be.
        simulated.show(state, !alone);
    }

    /** @param what tells it from all else that can stand there */
    private void fill(Runnable filling, Object... what) {
        List<Object> now = List.of(what);
        if (!now.equals(shown)) {
            shown = now;
            filling.run();
        }
    }

    private void showAlone(SimulatedPeople.State state) {
        SimulatedPeople simulation = people;
        if (simulation == null) {
            empty.alone();
            return;
        }
        switch (state) {
            case SimulatedPeople.State.Absent _, SimulatedPeople.State.Stopped _ ->
                empty.aloneWithSimulator(simulation::start, null);
            case SimulatedPeople.State.Starting _, SimulatedPeople.State.Active _ -> empty.simulationStarts();
            case SimulatedPeople.State.Failed failed ->
                empty.aloneWithSimulator(
                        simulation::start,
                        Text.get(
                                "sessions.simulated.failed",
                                String.valueOf(failed.why().getMessage())));
        }
    }
}
