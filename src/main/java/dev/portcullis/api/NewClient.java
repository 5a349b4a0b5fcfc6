package dev.portcullis.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /admin/v1/clients}: a service that is to log in as itself.
 *
 * @param scopes the permissions that its tokens may hold; none if absent, and then it gets no tokens
 * @param mayIntrospect whether it may ask about tokens; false if absent
 */
public record NewClient(
        String name,
        @Nullable List<String> scopes,
        @Nullable Boolean mayIntrospect) {}
