package dev.portcullis.console.search;

import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Language;
import dev.portcullis.query.Completion;
import dev.portcullis.query.Query;
import dev.portcullis.query.QueryException;
import dev.portcullis.query.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the box knows of the text in it. While somebody writes, what is not finished is no mistake yet: a fault at the cursor is shown when there is nothing to propose
 * there, or when they want to go on without mending it.
 */
public final class QueryModel {
    /** As many as one reads at a glance. */
    static final int MOST = 9;

    private static final Pattern FIELD_BEFORE = Pattern.compile("([A-Za-z]+)(?:[:=])(?:[^\\s\"]*,)?$");

    private @Nullable Language language;
    private String text = "";
    private int caret;
    private @Nullable QueryException fault;
    private List<Completion.Proposal> proposals = List.of();
    private int from;
    private int to;
    private int selected = -1;
    private boolean open;
    private boolean insisted;
    private boolean browsing;
    private int past = -1;
    private String before = "";

    /** Writes in this language from now on; null for plain words. */
    public void speak(@Nullable Language now) {
        language = now;
        fault = null;
        close();
    }

    /** Whether there is a language at all. */
    public boolean speaks() {
        return language != null;
    }

    /**
     * The text is this now.
     *
     * @param byHand whether somebody is writing it, who may be helped
     */
    public void write(String now, int at, boolean byHand) {
        boolean changed = !now.equals(text);
        boolean moved = at != caret;
        text = now;
        caret = Math.clamp(at, 0, now.length());
        if (language == null) {
            return;
        }
        if (changed) {
            insisted = false;
            fault = understand();
        }
        if (byHand && changed) {
            past = -1;
            propose();
        } else if (changed || moved) {
            close();
        }
    }

    private @Nullable QueryException understand() {
        try {
            Query.parse(text);
            return null;
        } catch (QueryException e) {
            return e;
        }
    }

    /** Opens what can be written here, as if something had been typed. */
    public void propose() {
        Language known = language;
        if (known == null) {
            return;
        }
        Completion completion = Completion.at(text, caret);
        from = completion.from();
        to = completion.to();
        List<Completion.Proposal> all = new ArrayList<>(values(known));
        completion.proposals().stream()
                .filter(each -> all.stream().noneMatch(other -> other.text().equals(each.text())))
                .forEach(all::add);
        proposals = all.stream().limit(MOST).toList();
        selected = -1;
        browsing = false;
        open = !proposals.isEmpty() && !text.isBlank();
    }

    /** Opens the views and what was asked before, or closes them. */
    public void browse() {
        boolean was = browsing;
        close();
        browsing = !was && language != null && !earlier().isEmpty();
        open = browsing;
    }

    /** Whether views and earlier queries are on offer, rather than what can be written. */
    public boolean browsing() {
        return browsing;
    }

    /** Something that was asked before, or has a name. */
    public sealed interface Earlier {
        record View(Language.View view) implements Earlier {}

        record Asked(String query) implements Earlier {}
    }

    /** The views first, then what was asked before, the last first. */
    public List<Earlier> earlier() {
        Language known = language;
        return known == null
                ? List.of()
                : Stream.concat(
                                known.views().stream().map(view -> (Earlier) new Earlier.View(view)),
                                known.history().stream().limit(MOST).map(Earlier.Asked::new))
                        .toList();
    }

    /** The text that asks this again; empty if it is a view, which the screen then shows by itself. */
    public Optional<Written> choose(int place) {
        Earlier chosen = earlier().get(place);
        close();
        return switch (chosen) {
            case Earlier.View(Language.View view) -> {
                if (language != null) {
                    language.show(view);
                }
                yield Optional.empty();
            }
            case Earlier.Asked(String query) -> Optional.of(new Written(query, query.length()));
        };
    }

    /** The values of the field that stands before the cursor, which sessions have. */
    private List<Completion.Proposal> values(Language known) {
        Matcher field = FIELD_BEFORE.matcher(text.substring(0, from));
        if (!field.find()) {
            return List.of();
        }
        String begun = text.substring(from, to).toLowerCase(Locale.ROOT);
        return known.values(field.group(1).toLowerCase(Locale.ROOT)).stream()
                .filter(value -> value.toLowerCase(Locale.ROOT).contains(begun) && !value.equalsIgnoreCase(begun))
                .map(value -> new Completion.Proposal(Completion.Kind.VALUE, Terms.written(value), ""))
                .toList();
    }

    /** Down with 1, up with −1; past either end none is selected. */
    public void move(int by) {
        int all = browsing ? earlier().size() : proposals.size();
        selected = Math.floorMod(selected + 1 + by, all + 1) - 1;
    }

    /** The text with a proposal in it; the selected one, or the first. */
    public Optional<Written> take() {
        return open && !browsing && !proposals.isEmpty() ? Optional.of(take(Math.max(0, selected))) : Optional.empty();
    }

    /** The text with this proposal in it. A field goes on with its operator, a value with a space. */
    public Written take(int place) {
        Completion.Proposal proposal = proposals.get(place);
        String with = switch (proposal.kind()) {
            case FIELD -> proposal.text() + onlySign(proposal.text());
            case OPERATOR -> proposal.text();
            case VALUE, KEYWORD -> proposal.text() + " ";
        };
        String rest = text.substring(to);
        String now = text.substring(0, from) + with + (with.endsWith(" ") ? rest.stripLeading() : rest);
        return new Written(now, from + with.length());
    }

    /** The operator of a field that has no other. */
    private static String onlySign(String field) {
        List<Completion.Proposal> signs = Completion.at(field, field.length()).proposals().stream()
                .filter(each -> each.kind() == Completion.Kind.OPERATOR)
                .toList();
        return signs.isEmpty() || signs.getFirst().text().endsWith(":") ? ":" : "";
    }

    /** The text with what was meant, if that is known. */
    public Optional<Written> mend() {
        return shownFault()
                .flatMap(wrong -> wrong.suggestion().map(meant -> {
                    int begin = wrong.position() - 1;
                    String now = text.substring(0, begin) + meant + text.substring(begin + wrong.length());
                    return new Written(now, begin + meant.length());
                }));
    }

    /** A text, and where the cursor stands in it. */
    public record Written(String text, int caret) {}

    /** They want to go on: returns whether the query can be understood. What cannot is shown from then on. */
    public boolean accept() {
        if (fault != null) {
            insisted = true;
            close();
            return false;
        }
        if (language != null && !text.isBlank()) {
            language.asked(text.strip());
        }
        close();
        return true;
    }

    /** An older query with 1, a newer one with −1; back at the end, what was written. */
    public Optional<Written> recall(int by) {
        List<String> history = language == null ? List.of() : language.history();
        int now = Math.clamp(past + by, -1, history.size() - 1);
        if (now == past) {
            return Optional.empty();
        }
        if (past < 0) {
            before = text;
        }
        past = now;
        String recalled = now < 0 ? before : history.get(now);
        return Optional.of(new Written(recalled, recalled.length()));
    }

    /** Whether an older query stands there. */
    boolean past() {
        return past >= 0;
    }

    public void close() {
        open = false;
        browsing = false;
        selected = -1;
    }

    /** Whether proposals are on offer. */
    public boolean open() {
        return open;
    }

    public List<Completion.Proposal> proposals() {
        return proposals;
    }

    /** Which one Enter takes; −1 for none. */
    public int selected() {
        return selected;
    }

    /** What is to be marked as wrong. */
    public Optional<QueryException> shownFault() {
        QueryException wrong = fault;
        if (wrong == null) {
            return Optional.empty();
        }
        boolean writing = open && caret >= wrong.position() - 1 && caret <= wrong.position() - 1 + wrong.length();
        boolean unfinished = caret == text.length() && wrong.position() - 1 + wrong.length() >= text.length();
        return insisted || !(writing || (unfinished && wrong.suggestion().isEmpty()))
                ? Optional.of(wrong)
                : Optional.empty();
    }

    /** Conditions and words, for whoever marks them; none of plain words. */
    public List<Terms.Term> terms() {
        return language == null ? List.of() : Terms.of(text);
    }

    /** What a proposal is, for a person. */
    static String about(Completion.Proposal proposal) {
        return switch (proposal.kind()) {
            case FIELD -> Text.get("search.field." + proposal.text());
            case OPERATOR -> proposal.about().isEmpty() ? "" : Text.get("search.operator." + sign(proposal.text()));
            case KEYWORD -> Text.get("search.keyword." + proposal.text());
            case VALUE -> "";
        };
    }

    private static String sign(String text) {
        String sign = text.replaceFirst("^[A-Za-z]+", "");
        return switch (sign) {
            case "<" -> "less";
            case "<=" -> "at-most";
            case ">" -> "more";
            case ">=" -> "at-least";
            case "=" -> "equals";
            case "." -> "name";
            default -> "has";
        };
    }
}
