package dev.portcullis.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of {@code GET /admin/v1/accounts}.
 *
 * @param total how many match, on all pages together
 * @param next the cursor of the next page; absent on the last
 */
public record AccountPage(
        List<AccountView> items, long total, @Nullable String next) {}
