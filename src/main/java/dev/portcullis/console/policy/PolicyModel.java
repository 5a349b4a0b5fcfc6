package dev.portcullis.console.policy;

import dev.portcullis.api.PolicyChange;
import dev.portcullis.api.PolicyDocument;
import dev.portcullis.api.PolicyOutcome;
import dev.portcullis.api.PolicyOutcome.Effect;
import dev.portcullis.api.PolicyProgress;
import dev.portcullis.api.PolicyView;
import dev.portcullis.api.Problem.Fault;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.HeldPolicy;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Latest;
import dev.portcullis.console.desk.Failures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * A policy being changed. Each change asks the server what it would do to the live sessions; only what has been answered for exactly what is on the screen can be
 * saved. If somebody else was faster, one's own changes are made of theirs, and the effect is asked anew. For the JavaFX thread.
 */
final class PolicyModel {
    private final PolicyAccess access;
    private final Background background;
    private final Duration patience;
    private final boolean mayWrite;
    private final Latest question;
    private final Latest reading;
    private final Latest looking;
    private final PolicyDraft draft;
    private final Map<String, StringProperty> fields = new TreeMap<>();
    private final ObservableList<String> roles = FXCollections.observableArrayList();
    private final ObservableList<String> otherRoles = FXCollections.observableArrayList();
    private final BooleanProperty apply = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Reading());
    private final ReadOnlyObjectWrapper<WhatIf> whatIf = new ReadOnlyObjectWrapper<>(new WhatIf.Nothing());
    private final ReadOnlyObjectWrapper<List<Fault>> faults = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Fault>> warnings = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<String>> theirs = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<@Nullable Stale> stale = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable PolicyProgress> progress = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper saving = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper dirty = new ReadOnlyBooleanWrapper();
    private final Subscription told;
    private List<String> everyRole = List.of();
    private boolean filling;
    private boolean underWay;
    private boolean missed;
    private boolean closed;

    /** What is known of the policy that holds. */
    sealed interface State {
        record Reading() implements State {}

        record Read(HeldPolicy held) implements State {}

        record Denied() implements State {}

        record Failed(String sentence) implements State {}
    }

    /**
     * What is shown could not be read anew.
     *
     * @param why it could not
     * @param saved whether it is what one has just saved, and not what was read before
     */
    record Stale(Throwable why, boolean saved) {}

    /** What is known of what this policy would do. */
    sealed interface WhatIf {
        /** Nothing is changed, or what is typed cannot be a policy. */
        record Nothing() implements WhatIf {}

        record Asking() implements WhatIf {}

        record Known(PolicyDocument document, Effect effect) implements WhatIf {}

        record Failed(String sentence) implements WhatIf {}

        /** The server wants a fresh proof for the answer, and the operator gave none: it is asked again only when they want. */
        record Declined() implements WhatIf {}
    }

    /**
     * Knows nothing yet: {@link #read}.
     *
     * @param mayWrite whether the operator may change it
     * @param patience how long nothing is typed before the server is asked
     * @param draft what was changed and not saved when the screen before this one was closed; and when this one is
     */
    PolicyModel(PolicyAccess access, Background background, boolean mayWrite, Duration patience, PolicyDraft draft) {
        this.access = access;
        this.background = background;
        this.mayWrite = mayWrite;
        this.patience = patience;
        this.draft = draft;
        this.question = new Latest(background);
        this.reading = new Latest(background);
        this.looking = new Latest(background);
        this.told = dirty.subscribe((_, now) -> draft.unsaved(now));
    }

    boolean mayWrite() {
        return mayWrite;
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** What stands at a place. */
    StringProperty field(String place) {
        return fields.computeIfAbsent(place, _ -> {
            StringProperty field = new SimpleStringProperty("");
            field.subscribe(this::changed);
            return field;
        });
    }

    /** The roles with limits of their own, by name. */
    ObservableList<String> roles() {
        return roles;
    }

    /** The roles without. */
    ObservableList<String> otherRoles() {
        return otherRoles;
    }

    /** Whether the live sessions are given the limits, too. */
    BooleanProperty applyProperty() {
        return apply;
    }

    ReadOnlyObjectProperty<WhatIf> whatIfProperty() {
        return whatIf.getReadOnlyProperty();
    }

    /** What cannot be, each with its place. */
    ReadOnlyObjectProperty<List<Fault>> faultsProperty() {
        return faults.getReadOnlyProperty();
    }

    /** What can be and is unwise, each with its place. */
    ReadOnlyObjectProperty<List<Fault>> warningsProperty() {
        return warnings.getReadOnlyProperty();
    }

    /** The places that somebody else changed while one was at it. */
    ReadOnlyObjectProperty<List<String>> theirsProperty() {
        return theirs.getReadOnlyProperty();
    }

    /** Why what is shown may not be what holds any more; null if nothing says so. */
    ReadOnlyObjectProperty<@Nullable Stale> staleProperty() {
        return stale.getReadOnlyProperty();
    }

    /** How far the policy has reached the live sessions, as far as it is known; null if that is not told. */
    ReadOnlyObjectProperty<@Nullable PolicyProgress> progressProperty() {
        return progress.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty savingProperty() {
        return saving.getReadOnlyProperty();
    }

    /** Whether anything differs from the policy that holds. */
    ReadOnlyBooleanProperty dirtyProperty() {
        return dirty.getReadOnlyProperty();
    }

    /** Reads the policy that holds; what one has changed stays changed. */
    void read() {
        draft.take().filter(_ -> mayWrite).ifPresentOrElse(this::resume, () -> draft.unsaved(dirty.get()));
        reading.ask(access::policy, this::took, failure -> unread(failure, false));
        background.run(
                access::roles, this::tookRoles, _ -> tookRoles(List.of())); // may be denied: then none is offered
        watch();
    }

    /** The server is heard again: what it could not be asked is asked now. */
    void heardAgain() {
        if (state.get() instanceof State.Failed || stale.get() != null) {
            read();
        } else if (whatIf.get() instanceof WhatIf.Failed) {
            ask(Duration.ZERO);
        }
    }

    /** Gives a role limits of its own, which are everybody's at first. */
    void addRole(String role) {
        roles.add(role);
        roles.sort(null);
        changed();
    }

    /** It has everybody's limits from now on. */
    void removeRole(String role) {
        roles.remove(role);
        for (String limit : Place.LIMITS) {
            field(Place.ofRole(role) + "/" + limit).set("");
        }
        changed();
    }

    /** Gives up what was changed. */
    void discard() {
        if (state.get() instanceof State.Read(HeldPolicy held)) {
            theirs.set(List.of());
            fill(held.view().policy());
        }
    }

    /** Asks what it would do, once more. */
    void askAgain() {
        ask(Duration.ZERO);
    }

    /** Whether it can be saved: it differs, and what it does is known. */
    boolean savable() {
        return mayWrite && dirty.get() && !saving.get() && whatIf.get() instanceof WhatIf.Known;
    }

    /** Saves exactly what the effect was shown of. */
    void save() {
        if (!savable()
                || !(state.get() instanceof State.Read(HeldPolicy held))
                || !(whatIf.get() instanceof WhatIf.Known known)) {
            return;
        }
        saving.set(true);
        PolicyChange change = new PolicyChange(known.document(), apply.get(), false);
        background.run(
                () -> access.change(held, change),
                (PolicyOutcome outcome) -> saved(held, known.document(), outcome.policy()),
                this::unsaved);
    }

    /** What comes late is nobody's any more. */
    void close() {
        closed = true;
        told.unsubscribe();
        question.cancel();
        reading.cancel();
        looking.cancel();
        if (dirty.get() && state.get() instanceof State.Read(HeldPolicy held)) {
            draft.keep(new PolicyDraft.Kept(held, texts(), List.copyOf(roles), apply.get()));
        }
    }

    /** Asks once more how far it has reached, if it is on its way; once a second while somebody looks. A slow server is not asked before it has answered. */
    void lookAgain() {
        PolicyProgress last = progress.get();
        if (!underWay && (missed || (last != null && last.applying() > 0))) {
            watch();
        }
    }

    /** Asks how far it has reached. What was asked before may be of the policy before. */
    private void watch() {
        underWay = true;
        looking.ask(access::progress, this::looked, this::unseen);
    }

    private void looked(PolicyProgress now) {
        underWay = false;
        missed = false;
        progress.set(now);
    }

    /** Who gets no answer knows no more than before, and not that it has reached all. */
    private void unseen(Throwable failure) {
        underWay = false;
        missed = Failures.mayPass(failure);
        if (!missed) {
            progress.set(null); // is shown beside the rest, or not
        }
    }

    /** Goes on where the screen before this one was closed; the policy that holds now is still to be read. */
    private void resume(PolicyDraft.Kept kept) {
        state.set(new State.Read(kept.of()));
        fill(kept.of().view().policy());
        filling = true;
        kept.texts().forEach((place, text) -> field(place).set(text));
        roles.setAll(kept.roles());
        apply.set(kept.apply());
        filling = false;
        warnings.set(kept.of().view().warnings());
        changed();
    }

    private void took(HeldPolicy now) {
        stale.set(null);
        if (state.get() instanceof State.Read(HeldPolicy before) && dirty.get()) {
            merge(before.view(), now);
            return;
        }
        state.set(new State.Read(now));
        fill(now.view().policy());
        warnings.set(now.view().warnings());
    }

    private void tookRoles(List<String> all) {
        everyRole = all;
        offerRoles();
    }

    private void offerRoles() {
        otherRoles.setAll(
                everyRole.stream().filter(role -> !roles.contains(role)).toList());
    }

    private void unread(Throwable failure, boolean saved) {
        if (Failures.is(failure, ProblemType.FORBIDDEN)) {
            dirty.set(false); // nothing of it can be seen or saved any more
            state.set(new State.Denied());
        } else if (state.get() instanceof State.Read) {
            stale.set(new Stale(failure, saved));
            if (!(whatIf.get() instanceof WhatIf.Nothing) && !(whatIf.get() instanceof WhatIf.Declined)) {
                whatIf.set(new WhatIf.Failed(Failures.sentence(failure))); // it was, or would be, of what may not hold
            }
        } else {
            state.set(new State.Failed(Failures.sentence(failure)));
        }
    }

    /** What one has changed is put on top of what somebody else did. */
    private void merge(PolicyView before, HeldPolicy now) {
        PolicyDocument held = before.policy();
        boolean changed = now.view().version() != before.version(); // or it is only written otherwise than it was sent
        Map<String, String> base = PolicyTexts.of(held);
        Map<String, String> fresh = PolicyTexts.of(now.view().policy());
        Map<String, String> mine = texts();
        List<String> changedByOthers = new ArrayList<>();
        fresh.forEach((place, text) -> {
            // Who wants the same has nothing to look at; it may be what was being saved when the screen was made anew.
            if (changed && !same(place, text, base.get(place)) && !same(place, text, mine.get(place))) {
                changedByOthers.add(place);
            }
        });
        Map<String, String> merged = new TreeMap<>(fresh);
        mine.forEach((place, text) -> {
            String old = base.getOrDefault(place, "");
            if (!text.equals(old)) {
                merged.put(
                        place, place.equals(Place.NETWORKS) ? NetworkTexts.merged(old, text, fresh.get(place)) : text);
            }
        });
        Set<String> own = new TreeSet<>(now.view().policy().roles().keySet());
        roles.stream().filter(role -> !held.roles().containsKey(role)).forEach(own::add);
        own.removeIf(role -> held.roles().containsKey(role) && !roles.contains(role));
        for (String role : roles) {
            if (!own.contains(role) && !limits(role, base).equals(limits(role, mine))) { // somebody may be typing there
                own.add(role);
                merged.putAll(limits(role, mine));
            }
        }
        state.set(new State.Read(now));
        lay(merged, own);
        warnings.set(now.view().warnings());
        theirs.set(changedByOthers);
        changed();
    }

    /** The limits of a role, by their places. */
    private static Map<String, String> limits(String role, Map<String, String> texts) {
        Map<String, String> limits = new TreeMap<>();
        for (String limit : Place.LIMITS) {
            String place = Place.ofRole(role) + "/" + limit;
            limits.put(place, texts.getOrDefault(place, ""));
        }
        return limits;
    }

    private static boolean same(String place, String text, @Nullable String other) {
        return place.equals(Place.NETWORKS)
                ? NetworkTexts.same(text, other)
                : text.equals(Objects.requireNonNullElse(other, ""));
    }

    private void fill(PolicyDocument document) {
        lay(PolicyTexts.of(document), document.roles().keySet());
        changed();
    }

    /** What stands there already is left as it is: somebody may be typing. */
    private void lay(Map<String, String> texts, Set<String> withLimits) {
        filling = true;
        List<String> sorted = withLimits.stream().sorted().toList();
        if (!roles.equals(sorted)) {
            roles.setAll(sorted);
        }
        fields.forEach((place, field) -> field.set(texts.getOrDefault(place, "")));
        texts.forEach((place, text) -> field(place).set(text));
        filling = false;
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        fields.forEach((place, field) -> texts.put(place, Objects.requireNonNullElse(field.get(), "")));
        return texts;
    }

    private PolicyTexts.Read typed() {
        return PolicyTexts.read(texts(), roles);
    }

    private void changed() {
        if (filling || !(state.get() instanceof State.Read(HeldPolicy held))) {
            return;
        }
        offerRoles();
        PolicyTexts.Read read = typed();
        faults.set(read.faults());
        dirty.set(read.document() == null || !read.document().equals(held.view().policy()));
        if (!dirty.get() || read.document() == null || !mayWrite) {
            question.cancel();
            whatIf.set(new WhatIf.Nothing());
        } else if (!(whatIf.get() instanceof WhatIf.Declined)) {
            ask(patience);
        }
    }

    private void ask(Duration wait) {
        if (!(state.get() instanceof State.Read(HeldPolicy held))) {
            return;
        }
        PolicyDocument document = typed().document();
        if (document == null) {
            return;
        }
        PolicyChange change = new PolicyChange(document, apply.get(), true);
        whatIf.set(new WhatIf.Asking());
        question.askAfter(
                wait,
                () -> access.change(held, change),
                (PolicyOutcome outcome) -> {
                    stale.set(null); // it is still as it was seen, or the server had refused
                    faults.set(List.of());
                    warnings.set(outcome.policy().warnings());
                    whatIf.set(new WhatIf.Known(document, outcome.effect()));
                },
                this::unanswered);
    }

    private void unanswered(Throwable failure) {
        if (Failures.is(failure, ProblemType.PRECONDITION_FAILED)) {
            whatIf.set(new WhatIf.Asking()); // what it does on top of theirs
            read();
        } else if (failure instanceof ClientException.Declined) {
            whatIf.set(new WhatIf.Declined());
        } else {
            List<Fault> named = named(failure);
            faults.set(named);
            whatIf.set(named.isEmpty() ? new WhatIf.Failed(Failures.sentence(failure)) : new WhatIf.Nothing());
        }
    }

    /** What the server answers is what holds now. Its tag comes when it is read; who names the old one until then is told to read it, too. */
    private void saved(HeldPolicy seen, PolicyDocument document, PolicyView now) {
        if (closed) {
            return; // whoever comes after it reads for themselves
        }
        saving.set(false);
        theirs.set(List.of());
        state.set(new State.Read(new HeldPolicy(seen.etag(), now)));
        if (document.equals(typed().document())) {
            fill(now.policy());
        } else {
            changed(); // somebody went on typing
        }
        warnings.set(now.warnings());
        watch();
        reading.ask(access::policy, this::took, failure -> unread(failure, true));
    }

    private void unsaved(Throwable failure) {
        if (closed) {
            return;
        }
        saving.set(false);
        unanswered(failure);
    }

    private static List<Fault> named(Throwable failure) {
        List<Fault> errors = failure instanceof ClientException.Refused refused
                ? refused.problem().errors()
                : null;
        return errors == null ? List.of() : errors;
    }
}
