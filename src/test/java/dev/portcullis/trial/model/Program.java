package dev.portcullis.trial.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** With what somebody comes, and what is read of it. */
record Program(
        String agent,
        String device,
        String browser,
        @Nullable String os) {
    static final Program DESK = new Program("Portcullis-Test/1", "Portcullis-Test 1", "Portcullis-Test", null);

    static final List<Program> ALL = List.of(
            new Program(
                    "Mozilla/5.0 (X11; Linux x86_64; rv:157.0) Gecko/20100101 Firefox/157.0",
                    "Firefox 157 · Linux",
                    "Firefox",
                    "Linux"),
            new Program(
                    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/154.0.0.0 Safari/537.36",
                    "Chrome 154 · Windows",
                    "Chrome",
                    "Windows"),
            new Program("curl/8.17.0", "curl 8", "curl", null));

    /** Its kind, without a version. */
    String kind() {
        return os == null ? browser : browser + " · " + os;
    }
}
