package dev.portcullis.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Programs in a Java of their own: this one's, started for a short life. */
public final class Jvm {
    private static final List<String> SHORT_LIVED = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private Jvm() {}

    /** Ours, of this class path. */
    public static ProcessBuilder program(Class<?> main, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(binary("java"), "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(SHORT_LIVED);
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        Collections.addAll(command, arguments);
        return new ProcessBuilder(command);
    }

    /**
     * Has the JDK's keytool do this.
     *
     * @throws IllegalStateException with what it says, if it does not
     */
    public static void keytool(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(binary("keytool")));
        SHORT_LIVED.forEach(option -> command.add("-J" + option));
        command.addAll(arguments);
        try {
            Process keytool =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String binary(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
