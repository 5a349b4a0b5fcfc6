package dev.portcullis.console.sessions;

import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Places;
import dev.portcullis.console.common.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a column shows, and how wide it is, in pixels at the normal size of text.
 *
 * @param right whether it stands at its right edge
 */
record ColumnKind(double narrowest, double usual, double widest, boolean right, Supplier<SessionCell> cells) {
    private ColumnKind(double narrowest, double usual, double widest, Supplier<SessionCell> cells) {
        this(narrowest, usual, widest, false, cells);
    }

    /** @param namesNetwork whether the network has a column of its own at present */
    static ColumnKind of(Ordering.Key key, Beat beat, BooleanSupplier namesNetwork) {
        return switch (key) {
            case USER -> new ColumnKind(150, 205, 420, () -> new UserCell(beat));
            case DEVICE ->
                new ColumnKind(
                        122,
                        160,
                        260,
                        () -> new TaggedCell(
                                        beat,
                                        "device-cell",
                                        row -> row.session().device(),
                                        ColumnKind::newDevice,
                                        row -> Objects.requireNonNullElse(
                                                row.session().userAgent(), ""))
                                .wordGivesWay(ColumnKind::device));
            case ADDRESS ->
                new ColumnKind(
                        180,
                        190,
                        260,
                        () -> new TaggedCell(
                                beat,
                                "address-cell",
                                ColumnKind::address,
                                row -> network(row, namesNetwork.getAsBoolean()),
                                ColumnKind::wholeAddress));
            case CREATED -> moment(beat, row -> row.session().createdAt());
            case AUTHENTICATED -> moment(beat, row -> row.session().authenticatedAt());
            case ENDED -> moment(beat, row -> row.session().endedAt());
            case SEEN ->
                new ColumnKind(
                        56,
                        56,
                        56,
                        true,
                        () -> new WordCell(
                                beat,
                                "seen-cell",
                                (row, now) -> beat.forgotten(row, now)
                                        ? Text.get("sessions.unknown")
                                        : Figures.ago(
                                                Duration.between(row.session().lastSeenAt(), now)),
                                (row, now) -> beat.forgotten(row, now)
                                        ? Text.get("sessions.unknown.why")
                                        : Figures.absolute(row.session().lastSeenAt())));
            case IDLE -> new ColumnKind(86, 98, 98, () -> new LimitCell(beat, LimitCell.Limit.IDLE));
            case ENDS -> new ColumnKind(74, 108, 108, () -> new LimitCell(beat, LimitCell.Limit.ABSOLUTE));
            case ACCESS -> new ColumnKind(106, 106, 106, () -> new AccessCell(beat));
            case REFRESH -> new ColumnKind(94, 128, 128, () -> new RefreshCell(beat));
            case REFRESH_EXPIRES ->
                new ColumnKind(
                        110,
                        110,
                        130,
                        () -> new WordCell(
                                beat,
                                "plain-cell",
                                (row, now) -> Figures.span(Duration.between(
                                        now, row.session().tokens().refresh().expiresAt())),
                                (row, _) -> Figures.absolute(
                                        row.session().tokens().refresh().expiresAt())));
            case REUSED ->
                words(
                        beat,
                        86,
                        100,
                        120,
                        "plain-cell",
                        row -> row.reused() ? Text.get("sessions.refresh.reused") : "",
                        _ -> "");
            case PERMISSIONS ->
                words(beat, 96, 150, 600, "permissions-cell", ColumnKind::permissions, ColumnKind::permissions);
            case NAME ->
                same(
                        beat,
                        96,
                        150,
                        300,
                        "plain-cell",
                        row -> row.session().account().name());
            case STATE ->
                new ColumnKind(
                        92,
                        96,
                        120,
                        () -> new WordCell(beat, "plain-cell", (row, now) -> UserCell.state(row, now), (_, _) -> ""));
            case NETWORK ->
                same(beat, 84, 110, 200, "plain-cell", row -> row.session().network());
            case COUNTRY ->
                words(beat, 84, 84, 160, "plain-cell", row -> row.session().country(), ColumnKind::wholeAddress);
            case ASN ->
                words(
                        beat,
                        88,
                        88,
                        120,
                        "number-cell",
                        ColumnKind::system,
                        row -> row.session().asName());
            case BROWSER ->
                same(beat, 84, 110, 200, "plain-cell", row -> row.session().browser());
            case OS ->
                same(beat, 80, 100, 180, "plain-cell", row -> row.session().os());
            case TYPE ->
                words(
                        beat,
                        84,
                        90,
                        140,
                        "plain-cell",
                        row -> Text.get(
                                "sessions.type." + row.session().deviceType().wire()),
                        _ -> "");
            case AGENT ->
                same(beat, 110, 220, 900, "plain-cell", row -> row.session().userAgent());
            case DELIVERY ->
                words(
                        beat,
                        106,
                        110,
                        140,
                        "plain-cell",
                        row -> Text.get("sessions.facet.delivery."
                                + row.session().delivery().name().toLowerCase(Locale.ROOT)),
                        _ -> "");
            case VERSION ->
                new ColumnKind(
                        84,
                        84,
                        100,
                        true,
                        () -> new WordCell(
                                beat,
                                "number-cell",
                                (row, _) -> Figures.count(row.session().version()),
                                (_, _) -> ""));
            case REASON ->
                words(
                        beat,
                        104,
                        110,
                        160,
                        "plain-cell",
                        ColumnKind::reason,
                        row -> row.session().endNote());
            case BY ->
                same(beat, 110, 150, 300, "plain-cell", row -> row.session().endedBy());
        };
    }

    private static ColumnKind words(
            Beat beat,
            double narrowest,
            double usual,
            double widest,
            String styleClass,
            Function<Row, @Nullable String> word,
            Function<Row, @Nullable String> whole) {
        return new ColumnKind(
                narrowest,
                usual,
                widest,
                () -> new WordCell(
                        beat,
                        styleClass,
                        (row, _) -> Objects.requireNonNullElse(word.apply(row), ""),
                        (row, _) -> Objects.requireNonNullElse(whole.apply(row), "")));
    }

    private static ColumnKind same(
            Beat beat,
            double narrowest,
            double usual,
            double widest,
            String styleClass,
            Function<Row, @Nullable String> word) {
        return words(beat, narrowest, usual, widest, styleClass, word, word);
    }

    private static ColumnKind moment(Beat beat, Function<Row, @Nullable Instant> moment) {
        return new ColumnKind(
                98,
                98,
                98,
                () -> new WordCell(
                        beat,
                        "moment-cell",
                        (row, now) -> {
                            Instant at = moment.apply(row);
                            return at == null ? "" : Figures.moment(at, now);
                        },
                        (row, now) -> {
                            Instant at = moment.apply(row);
                            return at == null
                                    ? ""
                                    : Text.get(
                                            "sessions.ago",
                                            Figures.absolute(at),
                                            Figures.ago(Duration.between(at, now)));
                        }));
    }

    private static String address(Row row) {
        return Objects.requireNonNullElse(row.session().address(), Text.get("sessions.address.unknown"));
    }

    private static String wholeAddress(Row row) {
        return Places.text(row.session())
                .map(place -> address(row) + " · " + place)
                .orElseGet(() -> address(row));
    }

    private static @Nullable String system(Row row) {
        Long number = row.session().asn();
        return number == null ? null : "AS" + number;
    }

    private static @Nullable String reason(Row row) {
        return row.session().endReason() == null
                ? null
                : Text.get("sessions.ended." + row.session().endReason().wire());
    }

    private static String permissions(Row row) {
        return String.join(", ", row.session().permissions());
    }

    /** Said more shortly: without versions, and then without the operating system. */
    private static List<String> device(Row row) {
        String browser = row.session().browser();
        String os = row.session().os();
        if (browser == null) {
            return List.of();
        }
        return os == null ? List.of(browser) : List.of(Text.get("sessions.device", browser, os), browser);
    }

    private static Optional<TaggedCell.Tag> newDevice(Row row) {
        return row.session().newDevice()
                ? Optional.of(new TaggedCell.Tag(Text.get("sessions.new"), "warn"))
                : Optional.empty();
    }

    /** What the network is called; in the colour of what is new if the user had not been there, and in words if it has no name, or has it elsewhere. */
    private static Optional<TaggedCell.Tag> network(Row row, boolean elsewhere) {
        String name = elsewhere ? null : row.session().network();
        boolean isNew = row.session().newNetwork();
        if (name == null) {
            return isNew ? Optional.of(new TaggedCell.Tag(Text.get("sessions.new"), "warn")) : Optional.empty();
        }
        return Optional.of(new TaggedCell.Tag(name, isNew ? "warn" : "second"));
    }
}
