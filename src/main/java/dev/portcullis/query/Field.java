package dev.portcullis.query;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.DeviceType;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked about a session: one line for each field here, and one in the store, which knows it in SQL. A field has no value, one, or several; of an account
 * those of its e-mail address and its name.
 */
@SuppressWarnings("ImmutableEnumChecker") // readings are functions without a state, and the lists are constants
public enum Field {
    USER(
            "user",
            Kind.TEXT,
            "the account's e-mail address or name",
            (s, _) -> List.of(s.account().email(), s.account().name())),
    ACCOUNT(
            "account",
            Kind.ID,
            "the account's id",
            (s, _) -> List.of(s.account().id())),
    HANDLE("handle", Kind.HANDLE, "how the session's handle begins", (s, _) -> List.of(s.handle())),
    STATE(
            "state",
            Kind.CHOICE,
            "active, suspended or ended",
            (s, now) -> List.of(wire(Standing.of(s, now).state())),
            words(SessionState.values())),
    IP("ip", Kind.ADDRESS, "the client's address: one, or a network as 10.0.0.0/8", (s, _) -> one(s.address())),
    DEVICE("device", Kind.TEXT, "program and system", (s, _) -> List.of(s.device())),
    BROWSER("browser", Kind.TEXT, "browser, app or program, without a version", (s, _) -> one(s.browser())),
    OS("os", Kind.TEXT, "operating system, without a version", (s, _) -> one(s.os())),
    TYPE(
            "type",
            Kind.CHOICE,
            "what kind of device",
            (s, _) -> List.of(s.deviceType().wire()),
            words(DeviceType.values())),
    NETWORK("network", Kind.TEXT, "the name that the policy gives to its network", (s, _) -> one(s.network())),
    COUNTRY("country", Kind.TEXT, "where the address is: ISO 3166-1, two letters", (s, _) -> one(s.country())),
    ASN("asn", Kind.NUMBER, "the autonomous system that the address belongs to", (s, _) -> one(s.asn())),
    OWNER("owner", Kind.TEXT, "whose autonomous system that is", (s, _) -> one(s.asName())),
    NEW("new", Kind.CHOICE, "what was new about the login", (s, _) -> novelties(s), List.of("device", "network")),
    AGENT("agent", Kind.TEXT, "the user agent as it was sent", (s, _) -> one(s.userAgent())),
    PERMISSION("permission", Kind.WORDS, "a permission; with * at the end, how one begins", (s, _) -> s.permissions()),
    PERMISSIONS(
            "permissions",
            Kind.NUMBER,
            "how many permissions",
            (s, _) -> List.of((long) s.permissions().size())),
    ATTRIBUTE("attribute", Kind.TEXT, "an attribute, as attribute.tenant:acme", (_, _) -> List.of()),
    IDLE(
            "idle",
            Kind.DURATION,
            "how long ago it was last used",
            (s, now) -> List.of(Duration.between(s.lastSeenAt(), now))),
    EXPIRES(
            "expires",
            Kind.DURATION,
            "how long until it ends unless it is used",
            (s, now) -> Standing.of(s, now).left(Standing.earlier(s.idleExpiresAt(), s.expiresAt()))),
    ABSOLUTE(
            "absolute",
            Kind.DURATION,
            "how long until it ends in any case",
            (s, now) -> Standing.of(s, now).left(s.expiresAt())),
    AGE("age", Kind.DURATION, "how long ago it was begun", (s, now) -> List.of(Duration.between(s.createdAt(), now))),
    CREATED("created", Kind.MOMENT, "when it was begun", (s, _) -> List.of(s.createdAt())),
    SEEN("seen", Kind.MOMENT, "when it was last used", (s, _) -> List.of(s.lastSeenAt())),
    AUTHENTICATED(
            "authenticated",
            Kind.MOMENT,
            "when the user last proved who they are",
            (s, _) -> List.of(s.authenticatedAt())),
    ENDED("ended", Kind.MOMENT, "when it ended", (s, now) -> Standing.of(s, now).ends()),
    REASON(
            "reason",
            Kind.CHOICE,
            "why it ended",
            (s, now) -> Standing.of(s, now).reasons(),
            words(EndReason.values())),
    BY("by", Kind.TEXT, "who ended it", (s, _) -> one(s.endedBy())),
    NOTE("note", Kind.TEXT, "why it was ended, in their words", (s, _) -> one(s.endNote())),
    DELIVERY(
            "delivery",
            Kind.CHOICE,
            "how the client has it",
            (s, _) -> List.of(wire(s.delivery())),
            words(Delivery.values())),
    TOKENS(
            "tokens",
            Kind.CHOICE,
            "whether the client holds tokens",
            (s, _) -> List.of(s.delivery() == Delivery.TOKENS ? "any" : "none"),
            List.of("none", "any")),
    FACTOR("factor", Kind.WORDS, "how the user proved who they are", (s, _) -> s.factors(), List.of("pwd", "otp")),
    ACCESS(
            "access",
            Kind.DURATION,
            "how long until its access token expires",
            (s, now) -> Standing.of(s, now).left(s.tokens().access().expiresAt())),
    REFRESH(
            "refresh",
            Kind.DURATION,
            "how long until its refresh token expires",
            (s, now) -> Standing.of(s, now).left(s.tokens().refresh().expiresAt())),
    GENERATION(
            "generation",
            Kind.NUMBER,
            "of its refresh token: 1 at login",
            (s, _) -> List.of((long) s.tokens().refresh().generation())),
    REUSE(
            "reuse",
            Kind.CHOICE,
            "whether a spent refresh token came back",
            (s, _) -> List.of(String.valueOf(s.tokens().refresh().reused())),
            List.of("true", "false")),
    JTI(
            "jti",
            Kind.ID,
            "the id of its access token",
            (s, _) -> List.of(s.tokens().access().jti())),
    VERSION("version", Kind.NUMBER, "of the session's state", (s, _) -> List.of(s.version()));

    /** What a field's values are, and so what can be asked of them. */
    public enum Kind {
        /** Text: {@code :} contains, {@code =} is. */
        TEXT,
        /** One of a few words. */
        CHOICE,
        /** Words of which there may be several: whole, or with {@code *} how one begins. */
        WORDS,
        /** A UUID. */
        ID,
        /** How a UUID begins. */
        HANDLE,
        /** An IP address or a network. */
        ADDRESS,
        /** How long; compared. */
        DURATION,
        /** When; compared. */
        MOMENT,
        /** How many; compared. */
        NUMBER
    }

    /** Reads a field's values, at a time by the server's clock. */
    @FunctionalInterface
    private interface Reading {
        List<?> values(SessionView session, Instant now);
    }

    private final String word;
    private final Kind kind;
    private final String about;
    private final Reading reading;
    private final List<String> choices;

    Field(String word, Kind kind, String about, Reading reading) {
        this(word, kind, about, reading, List.of());
    }

    Field(String word, Kind kind, String about, Reading reading, List<String> choices) {
        this.word = word;
        this.kind = kind;
        this.about = about;
        this.reading = reading;
        this.choices = choices;
    }

    /** As it is written in a query. */
    public String word() {
        return word;
    }

    public Kind kind() {
        return kind;
    }

    /** What it is, in a few words for a person. */
    public String about() {
        return about;
    }

    /** Of {@link Kind#CHOICE} all values that there are; of others those that are worth offering. */
    public List<String> choices() {
        return choices;
    }

    /** The reverse of {@link #word()}, whatever the case. */
    static Optional<Field> ofWord(String word) {
        return Arrays.stream(values())
                .filter(field -> field.word.equalsIgnoreCase(word))
                .findFirst();
    }

    /** The values that it has of this session; {@code key} names the attribute. */
    List<?> values(SessionView session, @Nullable String key, Instant now) {
        return key == null ? reading.values(session, now) : attribute(session, key);
    }

    /** Text and truth values as they are, numbers in plain decimals without zeros at the end; anything else has no value that can be asked about. */
    private static List<?> attribute(SessionView session, String key) {
        return switch (session.attributes().get(key)) {
            case String text -> List.of(text);
            case Boolean truth -> List.of(truth.toString());
            case Double number when !Double.isFinite(number) -> List.of();
            case Number number -> List.of(Numbers.plain(number));
            case null, default -> List.of();
        };
    }

    private static List<String> novelties(SessionView session) {
        return Stream.concat(
                        session.newDevice() ? Stream.of("device") : Stream.empty(),
                        session.newNetwork() ? Stream.of("network") : Stream.empty())
                .toList();
    }

    private static List<?> one(@Nullable Object value) {
        return value == null ? List.of() : List.of(value);
    }

    private static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> words(Enum<?>[] values) {
        return Stream.of(values).map(Field::wire).toList();
    }
}
