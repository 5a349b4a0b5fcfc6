package dev.portcullis.console.detail;

import dev.portcullis.api.SessionEvent;
import dev.portcullis.api.SessionEvent.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A line of the timeline of a session, the newest first. */
sealed interface TimelineLine {
    /** What follows happened on this day. */
    record Day(LocalDate day) implements TimelineLine {}

    /** Something happened. */
    record Happened(SessionEvent event) implements TimelineLine {}

    /** Refreshes with nothing in between. */
    record Refreshes(List<SessionEvent> events) implements TimelineLine {
        /** Names them: stays the same when a newer one joins them. */
        String id() {
            return events.getLast().id();
        }

        Instant from() {
            return events.getLast().at();
        }

        Instant to() {
            return events.getFirst().at();
        }
    }

    /** So many refreshes are told one by one. */
    int FEW = 3;

    /**
     * The lines for these events.
     *
     * @param zone whose days are meant
     * @param opened the refreshes that are told one by one, by their {@link Refreshes#id}
     */
    static List<TimelineLine> of(List<SessionEvent> events, ZoneId zone, Set<String> opened) {
        List<TimelineLine> lines = new ArrayList<>();
        List<SessionEvent> run = new ArrayList<>();
        LocalDate day = null;
        for (SessionEvent event : events) {
            LocalDate its = event.at().atZone(zone).toLocalDate();
            if (!its.equals(day)) {
                flush(run, lines, opened);
                lines.add(new Day(its));
                day = its;
            }
            if (event.type() == Type.REFRESHED) {
                run.add(event);
            } else {
                flush(run, lines, opened);
                lines.add(new Happened(event));
            }
        }
        flush(run, lines, opened);
        return List.copyOf(lines);
    }

    private static void flush(List<SessionEvent> run, List<TimelineLine> lines, Set<String> opened) {
        if (run.size() > FEW && !opened.contains(run.getLast().id())) {
            lines.add(new Refreshes(List.copyOf(run)));
        } else {
            run.forEach(event -> lines.add(new Happened(event)));
        }
        run.clear();
    }
}
