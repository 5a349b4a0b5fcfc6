package dev.portcullis.console.connection;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Those that are remembered.
 *
 * @param all the last used first
 */
public record Connections(List<Connection> all) {
    public static final Connections NONE = new Connections(List.of());

    /** So many are remembered; the one that has not been used for longest gives way. */
    public static final int MOST = 40;

    public Connections {
        all = List.copyOf(all);
    }

    /** The one of this name, in upper or lower case. */
    public Optional<Connection> named(String name) {
        return all.stream().filter(each -> same(each.name(), name)).findFirst();
    }

    /** Of those at this address the last used. */
    public Optional<Connection> at(URI address) {
        return all.stream().filter(each -> each.address().equals(address)).findFirst();
    }

    /** With this one as the last used; of a new one that has another's name, under a name of its own. */
    public Connections used(Connection connection) {
        List<Connection> now = new ArrayList<>(all);
        boolean known = now.removeIf(
                each -> each.name().equals(connection.name()) && each.address().equals(connection.address()));
        now.addFirst(known ? connection : connection.named(free(connection.name())));
        return new Connections(now.subList(0, Math.min(now.size(), MOST)));
    }

    /** With {@code now} in the place of {@code before}. */
    public Connections replaced(Connection before, Connection now) {
        return new Connections(
                all.stream().map(each -> each.equals(before) ? now : each).toList());
    }

    public Connections without(Connection connection) {
        return new Connections(
                all.stream().filter(each -> !each.equals(connection)).toList());
    }

    private String free(String name) {
        return IntStream.iterate(1, i -> i + 1)
                .mapToObj(i -> i == 1 ? name : name + " (" + i + ")")
                .filter(each -> named(each).isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private static boolean same(String one, String other) {
        return one.strip().toLowerCase(Locale.ROOT).equals(other.strip().toLowerCase(Locale.ROOT));
    }
}
