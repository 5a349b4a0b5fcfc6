package dev.portcullis.query;

import dev.portcullis.query.Query.Condition;
import dev.portcullis.query.Token.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what is asked of one field: the operator and one value of it. */
final class ValueReader {
    /** The field has no value; the field has one, whichever. */
    private static final String NONE = "none";

    private static final String ANY = "any";
    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern UNITLESS = Pattern.compile("\\d{1,9}");
    private static final Pattern PART_OF_FOUR = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){0,2}\\.?\\*?");

    private final Field field;
    private final Value sign;
    private final Value value;
    private final int alternatives;
    private final Comparison comparison;

    /** @param alternatives how many values the operator has, of which this is one */
    ValueReader(Field field, Value sign, Value value, int alternatives) {
        this.field = field;
        this.sign = sign;
        this.value = value;
        this.alternatives = alternatives;
        this.comparison = Comparison.ofSign(sign.text())
                .orElseThrow(() -> new IllegalStateException("the lexer knows other operators"));
    }

    /** @param key of an attribute, its name */
    Query query(@Nullable String key) {
        boolean ordered = switch (field.kind()) {
            case DURATION, MOMENT, NUMBER -> true;
            case TEXT, CHOICE, WORDS, ID, HANDLE, ADDRESS -> false;
        };
        if (comparison != Comparison.IS && !ordered) {
            throw fault(Fault.NOT_ORDERED, sign, ":", field.word());
        }
        if (comparison != Comparison.IS && alternatives > 1) {
            throw fault(Fault.ONE_VALUE, sign, null, sign.text());
        }
        if (says(NONE)) {
            return new Condition(field, key, new Test.None());
        }
        boolean any = says(ANY) || (field.kind() == Field.Kind.WORDS && says("*"));
        return any ? new Query.Not(new Condition(field, key, new Test.None())) : new Condition(field, key, test());
    }

    /** Whether the value is this word of the language, and no text. */
    private boolean says(String word) {
        return !value.quoted()
                && comparison == Comparison.IS
                && value.text().equalsIgnoreCase(word)
                && !field.choices().contains(word);
    }

    private Test test() {
        return switch (field.kind()) {
            case TEXT -> sign.text().equals("=") ? new Test.Whole(value.text()) : new Test.Contains(value.text());
            case CHOICE -> choice();
            case WORDS -> words();
            case ID -> new Test.Id(id());
            case HANDLE -> handle();
            case ADDRESS -> new Test.Inside(address());
            case DURATION -> new Test.Lasts(requireOrder(), duration(value.text(), value.from()));
            case MOMENT -> happens();
            case NUMBER -> new Test.Counts(comparison, number());
        };
    }

    private Test choice() {
        String word = value.text().toLowerCase(Locale.ROOT);
        if (field.choices().contains(word)) {
            return new Test.Word(word);
        }
        Optional<String> meant = Nearest.to(word, field.choices());
        List<String> choices = field.choices();
        throw fault(
                Fault.NO_CHOICE,
                value,
                meant.orElse(null),
                field.word(),
                String.join(", ", choices.subList(0, choices.size() - 1)),
                choices.getLast(),
                value.text());
    }

    private Test words() {
        String text = value.text();
        return value.quoted() || !text.endsWith("*")
                ? new Test.Word(text)
                : new Test.Begins(text.substring(0, text.length() - 1));
    }

    private UUID id() {
        try {
            UUID id = UUID.fromString(value.text());
            if (id.toString().equalsIgnoreCase(value.text())) {
                return id;
            }
        } catch (IllegalArgumentException notAnId) {
            // said below
        }
        throw fault(Fault.NO_ID, value, null, field.word(), value.text());
    }

    private Test handle() {
        String text = value.text().toLowerCase(Locale.ROOT);
        String begin = text.endsWith("*") ? text.substring(0, text.length() - 1) : text;
        if (Words.isPrefixOfId(begin)) {
            return new Test.Begins(begin);
        }
        throw fault(Fault.NO_HANDLE, value, null, value.text());
    }

    private AddressRange address() {
        Optional<AddressRange> range = AddressRange.parse(value.text());
        if (range.isPresent()) {
            return range.get();
        }
        throw network()
                .map(meant -> fault(Fault.PART_OF_ADDRESS, value, meant, value.text(), meant))
                .orElseGet(() -> fault(Fault.NO_ADDRESS, value, null, value.text()));
    }

    /** Of the beginning of an IPv4 address, the network that begins so. */
    private Optional<String> network() {
        if (!PART_OF_FOUR.matcher(value.text()).matches()) {
            return Optional.empty();
        }
        List<String> bytes = List.of(value.text().replaceAll("\\.?\\*?$", "").split("\\."));
        String network = String.join(".", bytes) + ".0".repeat(4 - bytes.size()) + "/" + 8 * bytes.size();
        return AddressRange.parse(network).map(AddressRange::toString);
    }

    private Duration duration(String text, int from) {
        Matcher matched = Durations.PATTERN.matcher(text);
        if (!text.isEmpty() && matched.matches()) {
            Duration duration = Durations.read(matched);
            if (duration.compareTo(Durations.LONGEST) <= 0) {
                return duration;
            }
            throw fault(Fault.TOO_LONG_A_TIME, value, null, value.text());
        }
        Value written = new Value(text, false, from, value.to());
        if (UNITLESS.matcher(text).matches()) {
            throw fault(Fault.NO_UNIT, written, text + "m", text);
        }
        String lower = text.toLowerCase(Locale.ROOT);
        throw fault(
                Fault.NO_DURATION,
                written,
                Durations.PATTERN.matcher(lower).matches() && !lower.isEmpty() ? lower : null,
                text);
    }

    private Comparison requireOrder() {
        if (comparison == Comparison.IS) {
            throw fault(Fault.COMPARED, sign, ">", field.word(), value.text());
        }
        return comparison;
    }

    private Test happens() {
        Moment moment = moment();
        if (comparison == Comparison.IS && !moment.isDay()) {
            throw fault(Fault.DAY_OR_COMPARED, sign, ">", field.word());
        }
        return new Test.Happens(comparison, moment);
    }

    private Moment moment() {
        String text = value.text();
        switch (text.toLowerCase(Locale.ROOT)) {
            case "now" -> {
                return new Moment.Ago(Duration.ZERO);
            }
            case "today" -> {
                return new Moment.DaysAgo(0);
            }
            case "yesterday" -> {
                return new Moment.DaysAgo(1);
            }
            default -> {}
        }
        if (text.startsWith("-")) {
            return new Moment.Ago(duration(text.substring(1), value.from() + 1));
        }
        if (!text.isEmpty() && Durations.PATTERN.matcher(text).matches()) {
            throw fault(Fault.AGO, value, "-" + text, text);
        }
        return calendar(text).orElseThrow(() -> fault(Fault.NO_TIME, value, null, text));
    }

    private static Optional<Moment> calendar(String text) {
        try {
            if (text.indexOf('T') < 0 && text.indexOf('t') < 0) {
                LocalDate date = LocalDate.parse(text);
                return Moment.mayBe(date.atStartOfDay(ZoneOffset.UTC).toInstant())
                        ? Optional.of(new Moment.Day(date))
                        : Optional.empty();
            }
            Instant instant =
                    OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
            return Moment.mayBe(instant) ? Optional.of(new Moment.At(instant)) : Optional.empty();
        } catch (DateTimeParseException notATime) {
            return Optional.empty();
        }
    }

    private long number() {
        if (WHOLE_NUMBER.matcher(value.text()).matches()) {
            return Long.parseLong(value.text());
        }
        throw fault(Fault.NO_NUMBER, value, null, field.word(), value.text());
    }

    private static QueryException fault(Fault fault, Value value, @Nullable String suggestion, String... arguments) {
        return new QueryException(fault, List.of(arguments), value.from() + 1, value.to() - value.from(), suggestion);
    }
}
