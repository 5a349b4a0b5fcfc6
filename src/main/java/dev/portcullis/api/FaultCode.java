package dev.portcullis.api;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is wrong with a value, or unwise: each with one sentence in English, which a client may say in its reader's language, with the same values in it. */
public enum FaultCode {
    MISSING("It is missing."),
    UNKNOWN_MEMBER("There is no such member here."),
    TOO_MANY_MEMBERS("It must have at most {0} members."),
    NOT_AN_OBJECT("It must be an object."),
    NOT_OBJECTS("It must be a list of at most {0} objects."),
    NOT_A_NUMBER("It must be a whole number from {0} to {1}."),
    NOT_A_FLAG("It must be true or false."),
    NOT_A_WORD("It must be one of {0}."),
    NOT_A_TEXT("It must be a text."),
    NOT_TEXTS("It must be a list of at most {0} texts."),
    TEXT_LENGTH("It must have {0} to {1} characters."),
    TEXT_NOT_SHOWN("It has a character that cannot be shown."),
    NOT_A_UUID("It must be a UUID."),
    NOT_UUIDS("It must be a list of 1 to {0} UUIDs."),
    NOT_A_TIME("It must be a time as in RFC 3339: 2026-03-01T12:00:00Z."),
    NOT_A_NETWORK("It must be a network in CIDR notation (203.0.113.0/24), or an address."),
    NOT_A_PERMISSION("A permission is 1 to 100 printable characters without space, \" and \\ (RFC 6749 §3.3)."),

    /** Of a session: a permission, which its account has not. */
    NOT_OF_THE_ACCOUNT("The account does not have \"{0}\"."),
    /** Seconds. */
    LENGTHENED("It can be shortened only; it is {0}."),
    /** A time (RFC 3339). */
    POSTPONED("It can be brought forward only; it is {0}."),
    IN_THE_PAST("That time has passed. To end the session, revoke it."),

    TOO_MANY_ATTRIBUTES("There would be {0} members in all; at most {1} are kept."),
    TOO_LARGE("It would be {0} bytes; at most {1} are kept."),
    TOO_DEEP("It is nested deeper than {0} levels."),
    ATTRIBUTE_NAME("A name has 1 to {0} characters, all of which can be shown."),
    NULL_IN_ARRAY("Null removes a member (RFC 7396); it cannot be kept in an array."),
    INEXACT_NUMBER("Not every program can keep this number as it is (RFC 7493 §2.2)."),
    TEXT_NOT_KEPT("It has a character that cannot be kept."),

    NOT_A_ROLE("It must be the name of a role."),
    NO_SUCH_ROLE("There is no such role."),
    /** The other value's name, and what it is. */
    LONGER_THAN("It must not be longer than {0}, which is {1}."),
    /** The other value's name, and what it is. */
    SHORTER_THAN_EVERYBODYS(
            "It must not be shorter than everybody's {0}, which is {1}; give this role a shorter one as well."),
    NETWORK_NAME("It must be 1 to {0} characters, without blanks around it."),
    NETWORK_NAME_TAKEN("Another network has this name."),
    NOT_A_RANGE("It must be a range of addresses such as 10.0.0.0/8 or 2001:db8::/32."),
    /** The range without them. */
    BITS_BEYOND_PREFIX("Its address has bits beyond its prefix: write {0}."),
    TOO_MANY_RANGES("A policy has at most {0} ranges in all."),
    /** The network's name. */
    RANGE_TAKEN("Network {0} has this range already."),

    /** Unwise: longer without use than NIST SP 800-63B-4 §2.2.3 asks for at AAL2; so beyond AAL3, too. */
    IDLE_BEYOND_AAL2("NIST SP 800-63B-4 asks for at most 1 h without use at AAL2, 15 min at AAL3."),
    /** Unwise: longer without use than §2.3.3 asks for at AAL3. */
    IDLE_BEYOND_AAL3("NIST SP 800-63B-4 asks for at most 15 min without use at AAL3."),
    /** Unwise: longer in all than at AAL2. */
    ABSOLUTE_BEYOND_AAL2("NIST SP 800-63B-4 asks for at most 24 h in all at AAL2, 12 h at AAL3."),
    /** Unwise: longer in all than at AAL3. */
    ABSOLUTE_BEYOND_AAL3("NIST SP 800-63B-4 asks for at most 12 h in all at AAL3."),
    /** Unwise: a spent refresh token that was stolen goes unnoticed for longer than clients need. */
    LONG_GRACE(
            "For so long a stolen refresh token that was spent already goes unnoticed; clients that retry need seconds."),

    SESSIONS_NAMED_TWICE("Name sessions or ask for them, not both."),
    ASKS_FOR_NOTHING("It must ask for something; every session is state:active,suspended."),
    NOT_PLANNED("What a query finds is planned first, with \"dryRun\":true, and then executed."),
    LOCKED_TWICE("Lock an account or a network, not both."),

    PASSWORD_TOO_SHORT("A password has at least {0} characters; this one has {1}."),
    PASSWORD_TOO_LONG("A password has at most {0} characters; this one has {1}."),
    PASSWORD_LISTED("This password is on the list of those that nobody may choose here."),
    PASSWORD_BLANK("This password is easy to guess: it has only spaces and dashes."),
    PASSWORD_REPEATS("This password is easy to guess: it repeats itself."),
    PASSWORD_COUNTS("This password is easy to guess: it counts up or down."),
    PASSWORD_ON_THE_KEYBOARD("This password is easy to guess: it follows the keyboard."),
    PASSWORD_OF_COMMON_WORDS(
            "This password is easy to guess: it is made of common words, names or passwords, or of your own name or address."),
    PASSWORD_HAS_A_DATE("This password is easy to guess: it has a date or a year in it."),
    PASSWORD_OF_COMMON_PARTS("This password is easy to guess: it is made of common parts.");

    private static final Pattern VALUE = Pattern.compile("\\{(\\d)}");

    private final String words;

    FaultCode(String words) {
        this.words = words;
    }

    /** The name in JSON: {@code idle-beyond-aal2}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The reverse of {@link #wire()}; empty too for what a newer server says. */
    public static Optional<FaultCode> ofWire(@Nullable String wire) {
        return Arrays.stream(values()).filter(code -> code.wire().equals(wire)).findFirst();
    }

    /** Whether the sentence says by itself which value it is about, so that nobody need be told where that is. */
    public boolean namesItsValue() {
        return name().startsWith("PASSWORD_");
    }

    /** How many values stand in the sentence. */
    public int size() {
        return (int) VALUE.matcher(words).results().count();
    }

    /**
     * The sentence in English.
     *
     * @param values as many as stand in it
     */
    public String sentence(List<String> values) {
        return VALUE.matcher(words)
                .replaceAll(value -> Matcher.quoteReplacement(values.get(Integer.parseInt(value.group(1)))));
    }
}
