package dev.portcullis.console.notice;

import java.util.EnumSet;
import java.util.Set;

/**
 * Of what an operator wants to be told.
 *
 * @param on whether at all
 * @param kinds those that are told, if any is
 */
public record NoticeChoice(boolean on, Set<NoticeKind> kinds) {
    /** Everything. */
    public static final NoticeChoice ALL = new NoticeChoice(true, EnumSet.allOf(NoticeKind.class));

    public NoticeChoice {
        kinds = Set.copyOf(kinds);
    }

    /** Whether this is told. */
    public boolean wants(NoticeKind kind) {
        return on && kinds.contains(kind);
    }

    /** The same, but told at all, or not. */
    public NoticeChoice with(boolean now) {
        return new NoticeChoice(now, kinds);
    }

    /** The same with this kind, or without it. */
    public NoticeChoice with(NoticeKind kind, boolean wanted) {
        Set<NoticeKind> now = EnumSet.noneOf(NoticeKind.class);
        now.addAll(kinds);
        if (wanted) {
            now.add(kind);
        } else {
            now.remove(kind);
        }
        return new NoticeChoice(on, now);
    }
}
