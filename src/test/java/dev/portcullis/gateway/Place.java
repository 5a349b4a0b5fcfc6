package dev.portcullis.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a gateway runs in a test.
 *
 * @param folder of its own, for whatever it writes
 * @param gateway the port that it is to listen at
 * @param portcullis the port of the session server
 * @param service the port of the service behind
 */
record Place(Path folder, int gateway, int portcullis, int service, Certificate certificate) {
    /** The operators' network of the configurations, and who is an operator here. */
    private static final String OPERATORS = "10.0.0.0/8";

    private static final String OPERATOR = "127.0.0.1/32";

    /**
     * A copy of one of our configurations that differs in addresses and files only.
     *
     * @param changes what to replace by what, in turn; each must be there
     */
    Path configuration(String name, String... changes) {
        try {
            String text = Files.readString(Path.of("src", "gateways", name));
            for (int i = 0; i < changes.length; i += 2) {
                text = replace(name, text, changes[i], changes[i + 1]);
            }
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, for a configuration that names Portcullis, the service and the operators. */
    Path gatewayConfiguration(String name, String... changes) {
        String[] all = new String[changes.length + 6];
        System.arraycopy(changes, 0, all, 0, changes.length);
        all[changes.length] = "127.0.0.1:7480";
        all[changes.length + 1] = "127.0.0.1:" + portcullis;
        all[changes.length + 2] = "127.0.0.1:8080";
        all[changes.length + 3] = "127.0.0.1:" + service;
        all[changes.length + 4] = OPERATORS;
        all[changes.length + 5] = OPERATOR;
        return configuration(name, all);
    }

    private static String replace(String name, String text, String old, String by) {
        if (!text.contains(old)) {
            throw new IllegalStateException(name + " has no \"" + old + "\" any more");
        }
        return text.replace(old, by);
    }
}
