package dev.portcullis.query;

import java.util.List;
import java.util.Locale;

/**
 * What can be wrong with a query. Each has a sentence in English here, for the server's answers; whoever speaks another language finds one of its own by the name, and fills in
 * the same arguments.
 */
public enum Fault {
    TOO_LONG("The query has {0} characters; at most {1} are read.", Place.SAID),
    TOO_DEEP("The query is nested deeper than {0} levels", Place.AT),
    TOO_MANY_TERMS("The query has more than {0} terms", Place.AT),
    NO_FIELD("There is no field before the `{0}`", Place.AT),
    NO_VALUE("A value is missing after `{0}`", Place.AT),
    QUOTE_OPEN("The quotation mark is not closed", Place.AT),
    QUOTE_EMPTY("There is nothing between the quotation marks", Place.AT),
    SPACE_BEFORE_QUOTE("Before the quotation mark a space is missing", Place.AT),
    SPACE_AFTER_QUOTE("After the quotation mark a space is missing", Place.AT),
    NOT_SHOWN("There is a character that cannot be shown", Place.AT),
    STRAY_CLOSE("The `)` closes nothing", Place.AT),
    OPEN("The `(` is not closed", Place.AT),
    EMPTY_GROUP("There is nothing in the parentheses", Place.AT),
    MISSING_BEFORE_CLOSE("Something is missing before the `)`", Place.AT),
    MISSING_AT_END("Something is missing at the end", Place.AT),
    MISSING_BEFORE("Something is missing before `{0}`", Place.AT),
    WHICH_ATTRIBUTE("Which attribute? Write `attribute.NAME{0}…`", Place.AT),
    NO_PARTS("`{0}` has no parts", Place.AT),
    UNKNOWN_FIELD("Unknown field `{0}` at {1}: did you mean `{2}`?", Place.SAID),
    UNKNOWN_FIELD_OR_TEXT(
            "Unknown field `{0}` at {1}: if you mean the text, write \"{2}\" in quotation marks.", Place.SAID),
    NOT_ORDERED("`{0}` is not more or less; write `{0}:…`", Place.VALUE),
    ONE_VALUE("After `{0}` there can be one value only", Place.VALUE),
    NO_CHOICE("`{0}` is {1} or {2}, not `{3}`", Place.VALUE),
    NO_ID("`{0}` is a UUID, which `{1}` is not", Place.VALUE),
    NO_HANDLE("No handle begins with `{0}`: it is a UUID", Place.VALUE),
    NO_ADDRESS("`{0}` is neither an address nor a network; one is written `10.1.2.3` or `10.0.0.0/8`", Place.VALUE),
    PART_OF_ADDRESS("`{0}` is neither an address nor a network; one is written `{1}`", Place.VALUE),
    TOO_LONG_A_TIME("`{0}` is longer than 100 years", Place.VALUE),
    NO_UNIT("`{0}` has no unit: s, m, h or d", Place.VALUE),
    NO_DURATION("`{0}` is no duration; one is written `90s`, `20m`, `1h30m` or `2d`", Place.VALUE),
    COMPARED("`{0}` is compared: write `{0}<{1}` or `{0}>{1}`", Place.VALUE),
    DAY_OR_COMPARED("`{0}` is a day, or before or after an instant: write `<` or `>`", Place.VALUE),
    AGO("Write `-{0}` for {0} ago", Place.VALUE),
    NO_TIME(
            "`{0}` is no time; one is written `2026-11-24`, `2026-11-24T02:13Z`, `today`, `yesterday` or `-2h`",
            Place.VALUE),
    NO_NUMBER("`{0}` is a whole number, which `{1}` is not", Place.VALUE);

    /** How the sentence goes on. */
    public enum Place {
        /** It ends with where the fault is. */
        AT,
        /** It ends with where the fault is, and with what may have been meant. */
        VALUE,
        /** It says all by itself. */
        SAID
    }

    private final String english;
    private final Place place;

    Fault(String english, Place place) {
        this.english = english;
        this.place = place;
    }

    public Place place() {
        return place;
    }

    /** Its name in keys of texts: {@code no-value}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The sentence, but for where it is. */
    String english(List<String> arguments) {
        StringBuilder words = new StringBuilder();
        int at = 0;
        for (int open = english.indexOf('{'); open >= 0; open = english.indexOf('{', at)) {
            words.append(english, at, open).append(arguments.get(english.charAt(open + 1) - '0'));
            at = open + 3;
        }
        return words.append(english.substring(at)).toString();
    }
}
