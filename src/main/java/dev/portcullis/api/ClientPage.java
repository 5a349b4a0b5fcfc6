package dev.portcullis.api;

import java.util.List;

/** {@code GET /admin/v1/clients}: all of them, by name. */
public record ClientPage(List<ClientView> items, long total) {}
