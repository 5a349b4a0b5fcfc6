package dev.portcullis.api;

import java.util.List;

/** {@code GET /admin/v1/roles}: all roles, by name. */
public record RolePage(List<RoleView> items, long total) {}
