package dev.portcullis.console.common;

import dev.portcullis.api.SessionView;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a session was begun, in words. */
public final class Places {
    private Places() {}

    /** The network's name, the country and who runs the network there, as far as they are known: "office · Germany · Example Networks". */
    public static Optional<String> text(SessionView session) {
        String text = Stream.of(
                        Optional.ofNullable(session.network()),
                        Optional.ofNullable(session.country()).map(Places::country),
                        Optional.ofNullable(session.asName())
                                .or(() -> Optional.ofNullable(session.asn()).map(number -> "AS" + number)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" · "));
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static String country(String code) {
        return Locale.of("", code).getDisplayCountry(Text.locale());
    }
}
