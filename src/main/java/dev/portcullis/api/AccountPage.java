package dev.portcullis.api;

import java.util.List;

/** {@code GET /admin/v1/accounts?email=}: the accounts with that address, none or one. */
public record AccountPage(List<AccountView> items, long total) {}
