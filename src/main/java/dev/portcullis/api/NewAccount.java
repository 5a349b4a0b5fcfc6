package dev.portcullis.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code POST /admin/v1/accounts}: somebody who can log in. */
public record NewAccount(
        String email,
        @Nullable String name,
        String password,
        @Nullable List<String> permissions,
        @Nullable List<String> roles) {
    /** Without roles. */
    public NewAccount(String email, @Nullable String name, String password, @Nullable List<String> permissions) {
        this(email, name, password, permissions, null);
    }

    @Override
    public String toString() {
        return "NewAccount[email=" + email + ", permissions=" + permissions + ", roles=" + roles + "]";
    }
}
