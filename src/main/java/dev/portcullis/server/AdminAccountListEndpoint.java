package dev.portcullis.server;

import dev.portcullis.api.AccountPage;
import dev.portcullis.api.AccountView;
import dev.portcullis.api.Permission;
import dev.portcullis.api.ProblemType;
import dev.portcullis.store.AccountList;
import dev.portcullis.store.AccountList.Sort;
import dev.portcullis.store.AccountStore;
import dev.portcullis.store.Cursor;
import dev.portcullis.store.Database;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** {@code GET /admin/v1/accounts}: who can log in, for those who administer them and those who audit. */
final class AdminAccountListEndpoint {
    private static final int LARGEST_PAGE = 1000;
    private static final int MOST_WORDS = 10;

    private final Callers callers;
    private final Database database;
    private final Turns turns;

    /** @param turns to go through all accounts */
    AdminAccountListEndpoint(Callers callers, Database database, Turns turns) {
        this.callers = callers;
        this.database = database;
        this.turns = turns;
    }

    /** {@code GET /admin/v1/accounts?q=&enabled=&role=&sort=&after=&limit=}, or {@code ?email=} for the one with that address. */
    Response list(Request request) {
        callers.operator(request, Permission.ACCOUNTS_WRITE, Permission.AUDIT_READ);
        Optional<String> email = request.query("email");
        if (email.isPresent()) {
            return Response.json(200, withAddress(email.get()));
        }
        AccountList.Request wanted = wanted(request);
        return Response.json(200, turns.take(() -> page(wanted)));
    }

    /** {@code GET /admin/v1/accounts/{id}}. */
    Response one(Request request) {
        callers.operator(request, Permission.ACCOUNTS_WRITE, Permission.AUDIT_READ);
        UUID id = request.uuid("id");
        AccountView account = database
                .read(transaction -> AccountStore.views(
                        transaction, AccountStore.byId(transaction, id).stream().toList()))
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "No account has this id."));
        return Response.json(200, account).conditional(request, ETags.of(account.version()));
    }

    private AccountPage withAddress(String email) {
        Checks.text(email, "email", 1, AccountChecks.LONGEST_EMAIL);
        List<AccountView> found = database.read(transaction -> AccountStore.views(
                transaction, AccountStore.byEmail(transaction, email).stream().toList()));
        return new AccountPage(found, found.size(), null);
    }

    private AccountPage page(AccountList.Request wanted) {
        return database.read(transaction -> {
            AccountList.Page page = AccountList.page(transaction, wanted);
            Cursor next = page.next();
            return new AccountPage(
                    AccountStore.views(transaction, page.items()), page.total(), next == null ? null : next.text());
        });
    }

    private static AccountList.Request wanted(Request request) {
        List<String> words = Arrays.stream(request.query("q").orElse("").strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.size() > MOST_WORDS) {
            throw ProblemException.invalid("\"q\" has more than " + MOST_WORDS + " words.");
        }
        words.forEach(word -> Checks.text(word, "q", 1, 200));
        String sort = request.query("sort").orElse("email");
        boolean descending = sort.startsWith("-");
        Sort by = Sort.ofWire(descending ? sort.substring(1) : sort)
                .orElseThrow(() -> ProblemException.invalid("\"sort\" must be one of " + String.join(", ", Sort.names())
                        + ", or one of them after \"-\"."));
        Cursor after = request.query("after")
                .map(text -> Cursor.parse(text)
                        .filter(cursor -> cursor.order().equals(sort) && by.reads(cursor.value()))
                        .orElseThrow(() -> ProblemException.invalid(
                                "\"after\" must be the \"next\" of a page with the same sort.")))
                .orElse(null);
        int limit = Checks.number(request.query("limit").orElse("100"), "limit", 1, LARGEST_PAGE);
        return new AccountList.Request(
                words,
                request.query("enabled").map(AdminAccountListEndpoint::flag).orElse(null),
                request.query("role").map(AccountChecks::role).orElse(null),
                by,
                descending,
                after,
                limit);
    }

    private static Boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ProblemException.invalid("\"enabled\" must be true or false.");
        };
    }
}
