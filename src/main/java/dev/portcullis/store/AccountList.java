package dev.portcullis.store;

import dev.portcullis.store.AccountStore.Account;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists accounts by keyset pages, as {@link SessionList} does sessions. */
public final class AccountList {
    private AccountList() {}

    /** What a list is sorted by; ties go by id. An id sorts by creation. */
    public enum Sort {
        EMAIL("email", "email_key", "?"),
        NAME("name", "name", "?"),
        CREATED_AT("createdAt", "id", "cast(? as uuid)");

        private final String wire;
        private final String column;
        private final String read;

        Sort(String wire, String column, String read) {
            this.wire = wire;
            this.column = column;
            this.read = read;
        }

        public static Optional<Sort> ofWire(String wire) {
            return Arrays.stream(values())
                    .filter(sort -> sort.wire.equals(wire))
                    .findFirst();
        }

        /** The names that {@link #ofWire} knows. */
        public static List<String> names() {
            return Arrays.stream(values()).map(sort -> sort.wire).toList();
        }

        /** Whether the text is a value of this column. */
        public boolean reads(@Nullable String value) {
            try {
                return value == null
                        ? false
                        : this == CREATED_AT ? UUID.fromString(value).toString().equals(value) : value.indexOf(0) < 0;
            } catch (IllegalArgumentException notOne) {
                return false;
            }
        }

        private String value(Account account) {
            return switch (this) {
                case EMAIL -> AccountStore.key(account.email());
                case NAME -> account.name();
                case CREATED_AT -> account.id().toString();
            };
        }
    }

    /**
     * What is asked for.
     *
     * @param words each must occur in the address or the name, or begin the id
     * @param enabled null for either
     * @param role one that they have; null for any or none
     */
    public record Request(
            List<String> words,
            @Nullable Boolean enabled,
            @Nullable String role,
            Sort sort,
            boolean descending,
            @Nullable Cursor after,
            int limit) {
        /** As the caller names it: with {@code -} if it is descending. */
        public String order() {
            return (descending ? "-" : "") + sort.wire;
        }
    }

    /** A page, and how many match in all. */
    public record Page(
            List<Account> items, long total, @Nullable Cursor next) {}

    public static Page page(Transaction transaction, Request request) throws SQLException {
        List<@Nullable Object> parameters = new ArrayList<>();
        StringBuilder where = new StringBuilder("deleted_at is null");
        for (String word : request.words()) {
            String like = "%" + SessionList.escape(word) + "%";
            where.append(" and (email ilike ? or name ilike ? or id::text like ?)");
            parameters.addAll(List.of(like, like, SessionList.escape(word) + "%"));
        }
        if (request.enabled() != null) {
            where.append(" and enabled = ?");
            parameters.add(request.enabled());
        }
        if (request.role() != null) {
            where.append(" and roles @> array[cast(? as text)]");
            parameters.add(request.role());
        }
        long total = transaction.one(
                "select count(*) from account where " + where, row -> row.getLong(1), parameters.toArray());

        Sort sort = request.sort();
        Cursor after = request.after();
        if (after != null) {
            where.append(" and (").append(sort.column).append(", id) ").append(request.descending() ? "<" : ">");
            where.append(" (").append(sort.read).append(", ?)");
            parameters.add(after.value());
            parameters.add(after.id());
        }
        String direction = request.descending() ? " desc" : "";
        parameters.add(request.limit() + 1);
        List<Account> accounts = transaction.query(
                "select * from account where " + where + " order by " + sort.column + direction + ", id" + direction
                        + " limit ?",
                AccountStore::account,
                parameters.toArray());
        boolean more = accounts.size() > request.limit();
        List<Account> shown = more ? accounts.subList(0, request.limit()) : accounts;
        return new Page(
                List.copyOf(shown),
                total,
                more
                        ? new Cursor(
                                request.order(),
                                sort.value(shown.getLast()),
                                shown.getLast().id())
                        : null);
    }
}
