package dev.portcullis.api;

import java.util.List;

/** {@code GET /admin/v1/keys}: all that ever were, the one that signs last first. */
public record KeyPage(List<KeyView> items, long total) {}
