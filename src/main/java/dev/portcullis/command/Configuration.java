package dev.portcullis.command;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Where an option's value comes from when the command line does not give it: the environment ({@code PORTCULLIS_DB_URL} for {@code --db-url}), then the
 * properties file that {@code --config} names ({@code db-url=…}).
 */
final class Configuration implements IDefaultValueProvider {
    private static final String OPTION = "--config";
    private static final String PREFIX = "PORTCULLIS_";

    /** What Kubernetes puts into the environment where a service is named portcullis. */
    private static final Pattern KUBERNETES =
            Pattern.compile("PORTCULLIS_(SERVICE_(HOST|PORT)(_.*)?|PORT(_\\d+_(TCP|UDP|SCTP)(_.*)?)?)");

    private final Map<String, String> environment;
    private final Properties file;

    /** Options whose value there makes no sense. */
    private final Set<String> unreadable = new HashSet<>();

    Configuration(Map<String, String> environment, Properties file) {
        this.environment = environment;
        this.file = file;
    }

    /** Looks for {@code --config} among the arguments, and in {@code PORTCULLIS_CONFIG}. */
    static Configuration of(List<String> arguments, Map<String, String> environment) {
        String path = environment.get(PREFIX + "CONFIG");
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals(OPTION) && i + 1 < arguments.size()) {
                path = arguments.get(i + 1);
            } else if (argument.startsWith(OPTION + "=")) {
                path = argument.substring(OPTION.length() + 1);
            }
        }
        return new Configuration(environment, path == null ? new Properties() : read(Path.of(path)));
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
        return unreadable.contains(name(option)) ? null : value(option);
    }

    private @Nullable String value(OptionSpec option) {
        String fromEnvironment = environment.get(variable(option));
        return fromEnvironment != null && isOurs(fromEnvironment) ? fromEnvironment : file.getProperty(name(option));
    }

    /** Tries each value of the environment and the file by itself: picocli gives up all of them at the first that it cannot read. */
    void requireReadable(CommandLine program, CommandLine command, Faults faults) {
        List<String> names = names(command);
        for (OptionSpec option : command.getCommandSpec().options()) {
            String value = value(option);
            if (value == null || option.usageHelp() || option.versionHelp()) {
                continue;
            }
            try {
                program.parseArgs(Stream.concat(names.stream(), Stream.of(option.longestName() + "=" + value))
                        .toArray(String[]::new));
            } catch (ParameterException e) {
                if (option.equals(e.getArgSpec()) && !(e instanceof MissingParameterException)) {
                    unreadable.add(name(option));
                    faults.add(Portcullis.firstLine(e) + " (from " + source(option) + ")");
                }
            }
        }
    }

    /** As they are written: the program's own is not. */
    private static List<String> names(CommandLine command) {
        CommandLine parent = command.getParent();
        return parent == null
                ? List.of()
                : Stream.concat(names(parent).stream(), Stream.of(command.getCommandName()))
                        .toList();
    }

    private String source(OptionSpec option) {
        String fromEnvironment = environment.get(variable(option));
        return fromEnvironment != null && isOurs(fromEnvironment) ? variable(option) : "the configuration file";
    }

    /** Kubernetes sets PORTCULLIS_PORT=tcp://… : that is not meant for us. */
    private static boolean isOurs(String value) {
        return !value.startsWith("tcp://") && !value.startsWith("udp://");
    }

    private static String name(OptionSpec option) {
        return option.longestName().substring(2);
    }

    private static String variable(OptionSpec option) {
        return PREFIX + name(option).toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** Looks for lines of the file that no command knows. */
    void requireKnown(CommandLine program, Faults faults) {
        Set<String> known = options(program).map(Configuration::name).collect(Collectors.toSet());
        file.stringPropertyNames().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .forEach(name -> faults.add("the configuration file has \"" + name + "\", which is no option"
                        + Spelling.hint(name, known)));
    }

    /** Variables that look as if they were meant for us, and are no option: somebody may have mistyped, or a neighbour may be named alike. */
    List<String> unknownVariables(CommandLine program) {
        Set<String> known = options(program).map(Configuration::variable).collect(Collectors.toSet());
        return environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX)
                        && !known.contains(name)
                        && !KUBERNETES.matcher(name).matches())
                .sorted()
                .map(name -> "the environment has " + name + ", which is no option" + Spelling.hint(name, known))
                .toList();
    }

    private static Stream<OptionSpec> options(CommandLine program) {
        return program.getSubcommands().values().stream()
                .flatMap(command -> Stream.concat(command.getCommandSpec().options().stream(), options(command)));
    }
}
