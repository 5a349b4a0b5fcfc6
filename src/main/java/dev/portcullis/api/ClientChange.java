package dev.portcullis.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code PATCH /admin/v1/clients/{id}}: what is absent stays as it is. */
public record ClientChange(
        @Nullable List<String> scopes,
        @Nullable Boolean mayIntrospect,
        @Nullable Boolean enabled) {}
