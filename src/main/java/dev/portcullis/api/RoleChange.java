package dev.portcullis.api;

import java.util.List;

/** {@code PUT /admin/v1/roles/{name}}: what the role permits. Whoever has it, and their sessions, follow. */
public record RoleChange(List<String> permissions) {}
