package dev.portcullis.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the audit, newest first.
 *
 * @param total how many entries match, on all pages
 * @param next given as {@code after}, leads to the entries before these; null if there are none
 */
public record AuditPage(
        List<AuditEntry> items, long total, @Nullable Long next) {}
