package dev.portcullis.query;

import dev.portcullis.api.SessionView;
import java.util.regex.Pattern;

/** Where a bare word is looked for. */
public final class Words {
    private static final Pattern OF_ADDRESS = Pattern.compile("[0-9a-fA-F.:]+");
    private static final int[] GROUPS = {8, 4, 4, 4, 12};

    private Words() {}

    static boolean occurs(String word, SessionView session) {
        String folded = Folding.fold(word);
        return Folding.fold(session.account().email()).contains(folded)
                || Folding.fold(session.account().name()).contains(folded)
                || Folding.fold(session.device()).contains(folded)
                || (session.address() != null && session.address().contains(folded))
                || (beginsHandle(folded) && session.handle().toString().startsWith(folded));
    }

    /** Whether it can be part of an address as it is shown. */
    public static boolean ofAddress(String word) {
        return OF_ADDRESS.matcher(word).matches();
    }

    /** Whether a handle that begins with this is meant. */
    public static boolean beginsHandle(String word) {
        return word.length() >= Query.Word.SHORTEST_HANDLE && isPrefixOfId(word);
    }

    /** Whether a UUID, as it is written (RFC 9562 §4), can begin so; in lower case. */
    public static boolean isPrefixOfId(String text) {
        int at = 0;
        for (int group = 0; group < GROUPS.length; group++) {
            for (int i = 0; i < GROUPS[group]; i++) {
                if (at == text.length()) {
                    return at > 0;
                }
                if (Character.digit(text.charAt(at), 16) < 0 || text.charAt(at) > 'f') {
                    return false;
                }
                at++;
            }
            if (at < text.length() && group < GROUPS.length - 1 && text.charAt(at++) != '-') {
                return false;
            }
        }
        return at == text.length();
    }
}
