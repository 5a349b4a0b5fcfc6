package dev.portcullis.account;

import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.Zxcvbn;
import dev.portcullis.api.FaultCode;
import dev.portcullis.api.Problem.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a new password must be (NIST SP 800-63B-4 §3.1.1.2): long; not one that others would try; nothing else. No rules of composition.
 *
 * <p>15 characters at the least, also for who has a second factor: that can be taken away again, and the password would then stand alone.
 *
 * <p>Lists of common passwords have hardly any of 15 characters, since those are put together: of common passwords, names, years, rows of keys, repetitions. So
 * beside the exact list a password is taken apart, with the words of its context, and refused if a guesser who does the same needs fewer than 10¹⁰ guesses.
 */
public final class PasswordRule {
    static final int SHORTEST = 15;
    static final int LONGEST = 256;

    /** What withstands a guesser who has the hashes (score 4 of zxcvbn). */
    private static final double ENOUGH_GUESSES = 1e10;

    /** Taking apart costs more than linear time. What a password is worth is seen well before this. */
    private static final int LOOKED_AT = 64;

    private static final int SHORTEST_WORD = 3;

    private final PasswordBlocklist blocklist;

    public PasswordRule(PasswordBlocklist blocklist) {
        this.blocklist = blocklist;
    }

    /** The dictionaries take half a second and 15 MB: only who sets passwords pays for them. */
    private static final class Dictionaries {
        static final Zxcvbn ESTIMATOR = new Zxcvbn();
    }

    /**
     * What is wrong with it; empty if nothing is.
     *
     * @param pointer where it was sent
     * @param context what an attacker knows: the account's e-mail address and name
     */
    public Optional<Fault> fault(String pointer, String typed, String... context) {
        String password = PasswordText.normal(typed);
        int length = PasswordText.length(password);
        if (length < SHORTEST) {
            return Optional.of(Fault.of(pointer, FaultCode.PASSWORD_TOO_SHORT, SHORTEST, length));
        }
        if (length > LONGEST) {
            return Optional.of(Fault.of(pointer, FaultCode.PASSWORD_TOO_LONG, LONGEST, length));
        }
        if (blocklist.has(password)) {
            return Optional.of(Fault.of(pointer, FaultCode.PASSWORD_LISTED));
        }
        List<String> words = words(context);
        String start = password.substring(0, password.offsetByCodePoints(0, Math.min(length, LOOKED_AT)));
        return guessed(start, words)
                .or(() -> guessed(start.replaceAll("[\\s._-]+", ""), words))
                .map(how -> Fault.of(pointer, how));
    }

    private static Optional<FaultCode> guessed(String password, List<String> context) {
        if (password.isEmpty()) {
            return Optional.of(FaultCode.PASSWORD_BLANK);
        }
        Strength strength = Dictionaries.ESTIMATOR.measure(password, context);
        return strength.getGuesses() < ENOUGH_GUESSES ? Optional.of(how(strength)) : Optional.empty();
    }

    private static FaultCode how(Strength strength) {
        return strength.getSequence().stream()
                .map(match -> match.pattern)
                .flatMap(pattern -> switch (pattern) {
                    case Repeat -> Stream.of(FaultCode.PASSWORD_REPEATS);
                    case Sequence -> Stream.of(FaultCode.PASSWORD_COUNTS);
                    case Spatial -> Stream.of(FaultCode.PASSWORD_ON_THE_KEYBOARD);
                    case Dictionary -> Stream.of(FaultCode.PASSWORD_OF_COMMON_WORDS);
                    case Date, Regex -> Stream.of(FaultCode.PASSWORD_HAS_A_DATE);
                    case Bruteforce -> Stream.<FaultCode>empty();
                })
                .findFirst()
                .orElse(FaultCode.PASSWORD_OF_COMMON_PARTS);
    }

    private static List<String> words(String... context) {
        List<String> words = new ArrayList<>(List.of("portcullis"));
        for (String text : context) {
            words.add(text.toLowerCase(Locale.ROOT));
            for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
                if (word.length() >= SHORTEST_WORD) {
                    words.add(word);
                }
            }
        }
        return words;
    }
}
