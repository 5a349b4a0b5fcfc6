package dev.portcullis.console.detail;

import dev.portcullis.api.TokenFamily.Generation;
import dev.portcullis.api.TokenFamily.State;
import dev.portcullis.api.TokenFamily.Verdict;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the lines of a token family say. */
final class FamilyWords {
    private FamilyWords() {}

    /** What a line is about, in a few words. */
    static String title(FamilyLine line) {
        return switch (line) {
            case FamilyLine.Token token -> name(token.generation().generation());
            case FamilyLine.Reuse reuse -> Text.get("detail.family.back", reuse.times());
            case FamilyLine.Renewed _ -> Text.get("detail.family.renewed");
            case FamilyLine.Quiet quiet -> Text.get("detail.family.quiet", quiet.count());
            case FamilyLine.Unlisted(long count) -> Text.get("detail.family.unlisted", count);
        };
    }

    /** When, as short as that can be said; empty if nothing is known of it. */
    static String when(FamilyLine line, Instant now) {
        return switch (line) {
            case FamilyLine.Token token -> Figures.moment(token.generation().issuedAt(), now);
            case FamilyLine.Reuse reuse -> moment(reuse.at(), now);
            case FamilyLine.Renewed renewed -> moment(renewed.at(), now);
            case FamilyLine.Quiet _, FamilyLine.Unlisted _ -> "";
        };
    }

    /** The same to the second and with its zone. */
    static String whenExactly(FamilyLine line) {
        return switch (line) {
            case FamilyLine.Token token -> times(token.generation());
            case FamilyLine.Reuse reuse -> absolute(reuse.at());
            case FamilyLine.Renewed renewed -> absolute(renewed.at());
            case FamilyLine.Quiet quiet -> Figures.absolute(quiet.from()) + " – " + Figures.absolute(quiet.to());
            case FamilyLine.Unlisted _ -> "";
        };
    }

    private static String times(Generation generation) {
        return Stream.of(
                        Optional.of(Text.get("detail.family.issued", Figures.absolute(generation.issuedAt()))),
                        Optional.ofNullable(generation.spentAt())
                                .map(at -> Text.get("detail.family.spent.at", Figures.absolute(at))),
                        Optional.ofNullable(generation.expiresAt())
                                .map(at -> Text.get("detail.family.expires.at", Figures.absolute(at))))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("\n"));
    }

    /** What came of it, in a sentence; empty if there is nothing to say. */
    static String story(FamilyLine line, Instant now) {
        return switch (line) {
            case FamilyLine.Token token -> story(token.generation(), now);
            case FamilyLine.Reuse reuse -> story(reuse);
            case FamilyLine.Renewed _ -> Text.get("detail.family.renewed.why");
            case FamilyLine.Quiet quiet ->
                Text.get(
                        "detail.family.quiet.which",
                        Integer.toString(quiet.oldest()),
                        Integer.toString(quiet.newest()),
                        Figures.moment(quiet.from(), now),
                        Figures.moment(quiet.to(), now));
            case FamilyLine.Unlisted _ -> Text.get("detail.family.unlisted.why");
        };
    }

    /** The word beside the title; empty if it needs none. */
    static Optional<Mark> mark(FamilyLine line) {
        return switch (line) {
            case FamilyLine.Token token
            when token.generation().state() == State.CURRENT ->
                Optional.of(new Mark(Text.get("detail.family.current"), "ok"));
            case FamilyLine.Token token
            when token.generation().state() == State.ENDED ->
                Optional.of(new Mark(Text.get("detail.family.ended"), "second"));
            case FamilyLine.Reuse reuse ->
                Optional.of(new Mark(
                        Text.get("detail.family.verdict."
                                + reuse.verdict().name().toLowerCase(Locale.ROOT)),
                        reuse.verdict() == Verdict.STALE ? "bad" : "warn"));
            default -> Optional.empty();
        };
    }

    /** A word in a tag. @param tone its style class: {@code ok}, {@code warn}, {@code bad}, {@code accent}, {@code second} */
    record Mark(String word, String tone) {}

    /** All of a line, to be taken away. */
    static String text(FamilyLine line, Instant now) {
        String mark = mark(line).map(each -> " [" + each.word() + "]").orElse("");
        return Stream.of(title(line) + mark, whenExactly(line).replace("\n", "; "), story(line, now))
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    static String name(int generation) {
        return Text.get("detail.family.generation", Integer.toString(generation));
    }

    private static String story(Generation generation, Instant now) {
        Instant spent = generation.spentAt();
        if (spent != null) {
            return generation.superseded() != null
                    ? ""
                    : Text.get("detail.family.spent", span(Duration.between(generation.issuedAt(), spent)));
        }
        Instant expires = generation.expiresAt();
        if (generation.state() == State.ENDED || expires == null) {
            return Text.get("detail.family.never");
        }
        return Text.get("detail.family.expires", Figures.span(Duration.between(now, expires)));
    }

    private static String story(FamilyLine.Reuse reuse) {
        String key = "detail.family.why." + reuse.verdict().name().toLowerCase(Locale.ROOT);
        Duration after = reuse.after();
        return Stream.of(
                        Optional.ofNullable(after).map(time -> Text.get("detail.family.after", span(time))),
                        Optional.ofNullable(reuse.address()).map(from -> Text.get("detail.family.from", from)),
                        Optional.of(Text.get(key)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
    }

    /** A time between two things that happened, in its largest units: {@code 4 s}, {@code 5 m 02 s}, {@code 9h 31m}. */
    static String span(Duration time) {
        if (time.toSeconds() < 60) {
            long millis = Math.max(0, time.toMillis());
            return millis < 1000 ? millis + " ms" : time.toSeconds() + " s";
        }
        return time.toMinutes() < 60
                ? Text.get("detail.family.minutes", time.toMinutes(), time.toSecondsPart())
                : Figures.span(time);
    }

    private static String moment(@Nullable Instant at, Instant now) {
        return at == null ? "" : Figures.moment(at, now);
    }

    private static String absolute(@Nullable Instant at) {
        return at == null ? "" : Figures.absolute(at);
    }
}
