package dev.portcullis.console.settings;

import dev.portcullis.client.CertificatePin;
import dev.portcullis.client.Fingerprint;
import dev.portcullis.console.connection.Connection;
import dev.portcullis.console.connection.Connections;
import dev.portcullis.console.desk.Arrangement;
import dev.portcullis.console.desk.Questions;
import dev.portcullis.console.desk.SavedView;
import dev.portcullis.console.notice.NoticeChoice;
import dev.portcullis.console.notice.NoticeKind;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * What two consoles changed beside each other, in one. What stands in a list is told apart by what it is called, not by its place, which the other console may have given to
 * something else.
 */
final class SettingsMerge {
    /** How one thing is merged that both have, and had before. */
    interface Both<T> {
        T of(T base, T mine, T theirs);
    }

    /** By what a connection is known again. */
    record Server(String name, URI address) {
        static Server of(Connection connection) {
            return new Server(connection.name(), connection.address());
        }
    }

    private SettingsMerge() {}

    /**
     * What one console has changed, on top of what is there.
     *
     * @param base what it began with
     * @param mine what it has now
     * @param theirs what is there by now
     */
    static Settings of(Settings base, Settings mine, Settings theirs) {
        return new Settings(
                one(base.theme(), mine.theme(), theirs.theme()),
                one(base.language(), mine.language(), theirs.language()),
                one(base.textSize(), mine.textSize(), theirs.textSize()),
                one(base.density(), mine.density(), theirs.density()),
                one(base.window(), mine.window(), theirs.window()),
                connections(base.connections(), mine.connections(), theirs.connections()),
                arrangement(base.arrangement(), mine.arrangement(), theirs.arrangement()),
                questions(base.questions(), mine.questions(), theirs.questions()),
                notices(base.notices(), mine.notices(), theirs.notices()));
    }

    private static <T> T one(T base, T mine, T theirs) {
        return mine.equals(base) ? theirs : mine;
    }

    private static Connections connections(Connections base, Connections mine, Connections theirs) {
        if (mine.equals(base) || theirs.equals(base)) {
            return one(base, mine, theirs);
        }
        List<Connection> merged = latest(base.all(), mine.all(), theirs.all(), Server::of, SettingsMerge::connection);
        Connections all = Connections.NONE;
        for (Connection each : merged.reversed()) { // which gives two of one name two names
            all = all.used(each);
        }
        return all;
    }

    private static Connection connection(Connection base, Connection mine, Connection theirs) {
        Map<Fingerprint, CertificatePin> pins = merged(
                keyed(base.pins(), CertificatePin::fingerprint),
                keyed(mine.pins(), CertificatePin::fingerprint),
                keyed(theirs.pins(), CertificatePin::fingerprint),
                SettingsMerge::one);
        return new Connection(
                mine.name(),
                mine.address(),
                one(base.mark(), mine.mark(), theirs.mark()),
                one(base.email(), mine.email(), theirs.email()),
                List.copyOf(pins.values()));
    }

    private static Arrangement arrangement(Arrangement base, Arrangement mine, Arrangement theirs) {
        return new Arrangement(
                one(base.facets(), mine.facets(), theirs.facets()),
                one(base.columns(), mine.columns(), theirs.columns()));
    }

    private static Map<Operator, Questions> questions(
            Map<Operator, Questions> base, Map<Operator, Questions> mine, Map<Operator, Questions> theirs) {
        Map<Operator, Questions> all = new HashMap<>(theirs);
        mine.forEach((operator, now) -> {
            if (!now.equals(base.get(operator))) {
                all.put(
                        operator,
                        questions(
                                base.getOrDefault(operator, Questions.NONE),
                                now,
                                theirs.getOrDefault(operator, Questions.NONE)));
            }
        });
        return all;
    }

    private static Questions questions(Questions base, Questions mine, Questions theirs) {
        if (theirs.equals(base)) {
            return mine; // in its order
        }
        List<String> asked =
                latest(base.asked(), mine.asked(), theirs.asked(), Function.<String>identity(), SettingsMerge::one);
        Map<String, SavedView> views = merged(
                keyed(base.views(), SettingsMerge::called),
                keyed(mine.views(), SettingsMerge::called),
                keyed(theirs.views(), SettingsMerge::called),
                SettingsMerge::one);
        return new Questions(
                asked.subList(0, Math.min(asked.size(), Questions.MOST_ASKED)), List.copyOf(views.values()));
    }

    private static String called(SavedView view) {
        return view.name().strip().toLowerCase(Locale.ROOT);
    }

    private static NoticeChoice notices(NoticeChoice base, NoticeChoice mine, NoticeChoice theirs) {
        NoticeChoice all = theirs.with(one(base.on(), mine.on(), theirs.on()));
        for (NoticeKind kind : NoticeKind.values()) {
            all = all.with(
                    kind,
                    one(
                            base.kinds().contains(kind),
                            mine.kinds().contains(kind),
                            theirs.kinds().contains(kind)));
        }
        return all;
    }

    private static <K, T> Map<K, T> keyed(List<T> all, Function<T, K> key) {
        Map<K, T> keyed = new LinkedHashMap<>();
        all.forEach(each -> keyed.putIfAbsent(key.apply(each), each));
        return keyed;
    }

    /** In their order; what is new of mine comes last. */
    private static <K, T> Map<K, T> merged(Map<K, T> base, Map<K, T> mine, Map<K, T> theirs, Both<T> both) {
        Map<K, T> all = new LinkedHashMap<>();
        theirs.forEach((key, there) -> {
            T was = base.get(key);
            T now = mine.get(key);
            if (now != null) {
                all.put(key, was == null ? now : both.of(was, now, there));
            } else if (was == null) {
                all.put(key, there);
            }
        });
        mine.forEach((key, now) -> {
            if (!theirs.containsKey(key) && !now.equals(base.get(key))) {
                all.put(key, now);
            }
        });
        return all;
    }

    /** Of lists in which the last used comes first: what is used here comes before what is there. */
    private static <K, T> List<T> latest(List<T> base, List<T> mine, List<T> theirs, Function<T, K> key, Both<T> both) {
        Map<K, T> before = keyed(base, key);
        Map<K, T> now = keyed(mine, key);
        Map<K, T> rest = merged(before, now, keyed(theirs, key), both);
        Map<K, T> all = new LinkedHashMap<>();
        for (K used : used(List.copyOf(before.keySet()), List.copyOf(now.keySet()))) {
            T each = rest.remove(used);
            if (each != null) {
                all.put(used, each);
            }
        }
        all.putAll(rest);
        return List.copyOf(all.values());
    }

    /** What has come to the front since: those after it are in the order in which they were. */
    private static <K> List<K> used(List<K> before, List<K> now) {
        int used = now.size();
        int next = before.size();
        while (used > 0) {
            int place = before.indexOf(now.get(used - 1));
            if (place < 0 || place >= next) {
                break;
            }
            next = place;
            used--;
        }
        return now.subList(0, used);
    }
}
