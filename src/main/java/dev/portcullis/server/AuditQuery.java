package dev.portcullis.server;

import dev.portcullis.api.AuditAction;
import dev.portcullis.query.Moment;
import dev.portcullis.session.Subject;
import dev.portcullis.store.AuditList;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads which entries of the audit are asked for. */
final class AuditQuery {
    private static final int MOST_WORDS = 10;
    private static final int LONGEST = 400;

    private AuditQuery() {}

    /** {@code actor=&action=&subject=&from=&to=&q=}. */
    static AuditList.Filter filter(Request request) {
        List<String> words = Arrays.stream(request.query("q").orElse("").strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.size() > MOST_WORDS) {
            throw ProblemException.invalid("\"q\" has more than " + MOST_WORDS + " words.");
        }
        words.forEach(word -> Checks.text(word, "q", 1, 200));
        String subject = request.query("subject").orElse(null);
        return new AuditList.Filter(
                words,
                request.query("actor")
                        .map(actor -> Checks.text(actor, "actor", 1, LONGEST))
                        .orElse(null),
                request.query("action").map(AuditQuery::action).orElse(null),
                subject == null ? null : kind(subject),
                subject == null ? null : id(subject),
                instant(request, "from"),
                instant(request, "to"));
    }

    private static String action(String text) {
        return AuditAction.ofWire(text)
                .map(AuditAction::wire)
                .orElseThrow(() -> ProblemException.invalid(
                        "\"action\" must be one of " + String.join(", ", AuditAction.names()) + "."));
    }

    /** Of {@code kind} or {@code kind:id}. */
    private static String kind(String subject) {
        String kind = subject.split(":", 2)[0];
        if (Arrays.stream(Subject.Kind.values()).noneMatch(each -> each.wire().equals(kind))) {
            throw ProblemException.invalid("\"subject\" must be a kind, or a kind and an id (account:…); kinds are "
                    + Arrays.stream(Subject.Kind.values())
                            .map(Subject.Kind::wire)
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        return kind;
    }

    private static @Nullable String id(String subject) {
        int colon = subject.indexOf(':');
        return colon < 0 ? null : Checks.text(subject.substring(colon + 1), "subject", 1, LONGEST);
    }

    private static @Nullable Instant instant(Request request, String name) {
        return request.query(name)
                .map(text -> {
                    try {
                        Instant instant = OffsetDateTime.parse(text).toInstant();
                        if (Moment.mayBe(instant)) {
                            return instant;
                        }
                    } catch (DateTimeException notATime) {
                        // said below
                    }
                    throw ProblemException.invalid("\"" + name
                            + "\" must be a time as in RFC 3339, of the years 1970 to 9999: 2026-03-01T12:00:00Z.");
                })
                .orElse(null);
    }

    /** The number of an entry; empty if it can be none. */
    static OptionalLong seq(String text) {
        try {
            long seq = Long.parseLong(text);
            return seq >= 1 ? OptionalLong.of(seq) : OptionalLong.empty();
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty();
        }
    }
}
