package dev.portcullis.server;

import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client would like, RFC 7240: {@code Prefer: wait=1}. What it says that is not understood is passed over, as the standard asks. */
final class Preferences {
    private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?([0-9]{1,9})\"?", Pattern.CASE_INSENSITIVE);

    private Preferences() {}

    /** How long the client is ready to wait for the answer, RFC 7240 §4.3; {@code most} if it does not say, or says more. */
    static Duration wait(Request request, Duration most) {
        OptionalLong seconds = wait(request);
        return seconds.isEmpty() || seconds.getAsLong() > most.toSeconds()
                ? most
                : Duration.ofSeconds(seconds.getAsLong());
    }

    /** The answer, saying that this was heeded if the client said it: RFC 7240 §3. */
    static Response applied(Request request, Response response) {
        OptionalLong seconds = wait(request);
        return seconds.isEmpty() ? response : response.with("Preference-Applied", "wait=" + seconds.getAsLong());
    }

    /** Of several the first counts, RFC 7240 §2. */
    private static OptionalLong wait(Request request) {
        return Arrays.stream(request.header("Prefer").orElse("").split(","))
                .map(preference -> WAIT.matcher(preference.split(";", 2)[0].strip()))
                .filter(Matcher::matches)
                .mapToLong(wait -> Long.parseLong(wait.group(1)))
                .findFirst();
    }
}
