package dev.portcullis.command;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where an option's value comes from when the command line does not give it: the environment ({@code PORTCULLIS_DB_URL} for {@code --db-url}), then the
 * properties file that {@code --config} names ({@code db-url=…}).
 */
final class Configuration implements IDefaultValueProvider {
    private static final String OPTION = "--config";

    private final Map<String, String> environment;
    private final Properties file;

    Configuration(Map<String, String> environment, Properties file) {
        this.environment = environment;
        this.file = file;
    }

    /** Looks for {@code --config} among the arguments, and in {@code PORTCULLIS_CONFIG}. */
    static Configuration of(List<String> arguments) {
        String path = System.getenv("PORTCULLIS_CONFIG");
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals(OPTION) && i + 1 < arguments.size()) {
                path = arguments.get(i + 1);
            } else if (argument.startsWith(OPTION + "=")) {
                path = argument.substring(OPTION.length() + 1);
            }
        }
        return new Configuration(System.getenv(), path == null ? new Properties() : read(Path.of(path)));
    }

    private static Properties read(Path path) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UsageException("cannot read the configuration file " + path + ": " + FileTrouble.reason(e));
        } catch (IllegalArgumentException e) {
            throw new UsageException("the configuration file " + path + " is not well-formed: " + e.getMessage());
        }
        return properties;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec spec) {
        if (!(spec instanceof OptionSpec option)
                || !option.longestName().startsWith("--")
                || option.usageHelp()
                || option.versionHelp()) {
            return null;
        }
        String name = option.longestName().substring(2);
        String fromEnvironment =
                environment.get("PORTCULLIS_" + name.toUpperCase(Locale.ROOT).replace('-', '_'));
        // Kubernetes sets PORTCULLIS_PORT=tcp://… where a service is named portcullis: that is not meant for us.
        boolean ours = fromEnvironment != null && !fromEnvironment.startsWith("tcp://");
        return ours ? fromEnvironment : file.getProperty(name);
    }

    /**
     * Looks for lines of the file that no command knows.
     *
     * @throws UsageException if there is one
     */
    void requireKnown(CommandLine program) {
        Set<String> known = program.getSubcommands().values().stream()
                .flatMap(command -> command.getCommandSpec().options().stream())
                .map(option -> option.longestName().substring(2))
                .collect(Collectors.toSet());
        file.stringPropertyNames().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw new UsageException("the configuration file has \"" + name + "\", which is no option");
                });
    }
}
