package dev.portcullis.console.common;

import java.util.Enumeration;
import java.util.ResourceBundle;

/** Another bundle's words, accented and at least 40 % longer, between brackets. What stands in braces is MessageFormat's and stays. */
final class PseudoWords extends ResourceBundle {
    private static final String PLAIN = "aeiouAEIOU";
    private static final String ACCENTED = "áéíóúÁÉÍÓÚ";
    private static final double LONGER = 1.4;

    private final ResourceBundle words;

    PseudoWords(ResourceBundle words) {
        this.words = words;
    }

    @Override
    protected Object handleGetObject(String key) {
        return longer(words.getString(key));
    }

    @Override
    public Enumeration<String> getKeys() {
        return words.getKeys();
    }

    static String longer(String text) {
        StringBuilder longer = new StringBuilder("[");
        int depth = 0;
        int letters = 0;
        int now = 0;
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            depth += each == '{' ? 1 : 0;
            int vowel = depth == 0 ? PLAIN.indexOf(each) : -1;
            letters += depth == 0 ? 1 : 0;
            now += depth == 0 ? 1 : 0;
            if (vowel >= 0) {
                longer.append(ACCENTED.charAt(vowel)).append(Character.toLowerCase(ACCENTED.charAt(vowel)));
                now++;
            } else {
                longer.append(each);
            }
            depth -= each == '}' ? 1 : 0;
        }
        while (now < letters * LONGER) {
            longer.append('·');
            now++;
        }
        return longer.append(']').toString();
    }
}
