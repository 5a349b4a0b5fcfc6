package dev.portcullis.api;

import java.util.List;

/**
 * A role: a name for permissions.
 *
 * @param version another with each change; in quotation marks it is the role's ETag
 */
public record RoleView(String name, List<String> permissions, long version) {}
