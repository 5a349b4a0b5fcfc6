package dev.portcullis.console.connection;

import dev.portcullis.client.CertificatePin;
import dev.portcullis.client.Fingerprint;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/** Connections as lines of a properties file: {@code connection.1.name}, {@code .address}, {@code .mark}, {@code .email}, {@code .pins}. */
public final class ConnectionLines {
    private static final String OUTDATED = "outdated";

    /** In which a former version kept the last address, and nothing else. */
    private static final String FORMER = "server";

    private ConnectionLines() {}

    /**
     * Those that are written there.
     *
     * @throws IllegalArgumentException if they cannot be understood
     */
    public static Connections read(Properties properties) {
        List<Connection> all = new ArrayList<>();
        for (int i = 1; properties.containsKey(line(i, "name")); i++) {
            all.add(new Connection(
                    properties.getProperty(line(i, "name")),
                    address(properties.getProperty(line(i, "address"), "")),
                    mark(properties.getProperty(line(i, "mark"), Mark.NONE.word())),
                    Optional.ofNullable(properties.getProperty(line(i, "email"))),
                    pins(properties.getProperty(line(i, "pins"), ""))));
        }
        if (all.isEmpty() && properties.containsKey(FORMER)) {
            all.add(Connection.of(address(properties.getProperty(FORMER))));
        }
        return new Connections(all);
    }

    public static void write(Connections connections, Properties properties) {
        for (int i = 1; i <= connections.all().size(); i++) {
            Connection each = connections.all().get(i - 1);
            properties.setProperty(line(i, "name"), each.name());
            properties.setProperty(line(i, "address"), each.address().toString());
            properties.setProperty(line(i, "mark"), each.mark().word());
            if (each.email().isPresent()) {
                properties.setProperty(line(i, "email"), each.email().get());
            }
            if (!each.pins().isEmpty()) {
                properties.setProperty(
                        line(i, "pins"),
                        each.pins().stream().map(ConnectionLines::text).collect(Collectors.joining(", ")));
            }
        }
    }

    private static String line(int place, String what) {
        return "connection." + place + "." + what;
    }

    private static URI address(String text) {
        try {
            return ServerAddress.parse(text);
        } catch (ServerAddress.Wrong wrong) {
            throw new IllegalArgumentException("a connection's address is " + text, wrong);
        }
    }

    private static Mark mark(String word) {
        return Mark.ofWord(word).orElseThrow(() -> new IllegalArgumentException("a connection's mark is " + word));
    }

    private static String text(CertificatePin pin) {
        return pin.fingerprint().hex() + (pin.outdated() ? " " + OUTDATED : "");
    }

    private static List<CertificatePin> pins(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .map(ConnectionLines::pin)
                .toList();
    }

    private static CertificatePin pin(String text) {
        boolean outdated = text.endsWith(" " + OUTDATED);
        String digits = outdated ? text.substring(0, text.length() - OUTDATED.length()) : text;
        return new CertificatePin(
                Fingerprint.parse(digits)
                        .orElseThrow(() -> new IllegalArgumentException("a connection's certificate is " + text)),
                outdated);
    }
}
