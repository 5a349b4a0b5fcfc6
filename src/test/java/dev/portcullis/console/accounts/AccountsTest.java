package dev.portcullis.console.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.AccountChange;
import dev.portcullis.api.AccountView;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.RoleView;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.accounts.AccountFormModel.Field;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Language;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.list.ListState;
import dev.portcullis.support.TestServer;
import dev.portcullis.support.Turns;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The models of the accounts screen, at the real server. */
@SuppressWarnings("NullAway.Init") // JUnit's life cycle sets them
class AccountsTest {
    private static TestServer server;
    private static PortcullisClient admin;
    private static AccountsAccess access;

    private final Turns turns = new Turns();
    private final Background background = new Background(turns);
    private final List<AccountView> done = new ArrayList<>();

    @BeforeAll
    static void start() {
        server = TestServer.start();
        admin = server.admin();
        access = AccountsAccess.of(admin);
    }

    @AfterAll
    static void stop() {
        admin.close();
        server.close();
    }

    @Test
    void aNewAccountCanLogInWithWhatItWasGiven() {
        AccountFormModel form = form(null);
        await().until(() -> !form.allRoles().isEmpty());
        form.emailProperty().set("nadia@example.com");
        form.nameProperty().set("Nadia Kern");
        form.passwordProperty().set(TestServer.PASSWORD);
        form.permissionsProperty().set("orders:read,  billing orders:read");
        form.roles().add("auditor");
        form.save();

        await().until(() -> !done.isEmpty());
        assertThat(done.getFirst().permissions()).containsExactly("billing", "orders:read");
        assertThat(done.getFirst().roles()).containsExactly("auditor");
        assertThat(form.passwordProperty().get()).as("is forgotten").isEmpty();
        try (PortcullisClient nadia = server.loggedIn("nadia@example.com")) {
            assertThat(nadia.current().permissions()).contains("audit:read", "billing");
        }
    }

    @Test
    void whatIsWrongIsSaidAtItsField() {
        AccountFormModel form = form(null);
        form.save();
        assertThat(wrong(form)).isEqualTo(Field.EMAIL);

        form.emailProperty().set("not an address");
        form.save();
        assertThat(wrong(form)).isEqualTo(Field.PASSWORD);

        form.passwordProperty().set("short");
        form.save();
        await().until(() -> wrong(form) == Field.EMAIL);

        form.emailProperty().set("somebody@example.com");
        form.save();
        await().until(() -> wrong(form) == Field.PASSWORD);

        form.passwordProperty().set(TestServer.PASSWORD);
        form.emailProperty().set(TestServer.ADMIN);
        form.save();
        await("that the address is taken").until(() -> wrong(form) == Field.EMAIL);
        assertThat(done).isEmpty();
    }

    @Test
    void whyAPasswordIsRefusedIsSaidInTheOperatorsLanguageBeneathIt() {
        Text.speak(Language.GERMAN);
        try {
            AccountFormModel form = form(null);
            form.emailProperty().set("weak@example.com");
            form.passwordProperty().set("letmeinletmeinletmein");
            form.save();
            await().until(() -> wrong(form) == Field.PASSWORD);
            assertThat(Objects.requireNonNull(form.wrongProperty().get()).sentence())
                    .isEqualTo("Dieses Passwort ist leicht zu erraten: Es wiederholt sich.");
        } finally {
            Text.speak(Language.ENGLISH);
        }
    }

    @Test
    void ofSomebodyElsesChangeIsToldAndOnesOwnCanBeMadeOfIt() {
        AccountView seen = account("conflict@example.com");
        AccountFormModel form = form(seen);
        form.nameProperty().set("Mine");
        admin.administration().change(seen, AccountChange.toPermissions(List.of("reports")));
        form.save();

        await().until(() -> form.conflictProperty().get() != null);
        assertThat(Objects.requireNonNull(form.conflictProperty().get()).differences())
                .containsExactly(new Difference("Granted by name", "orders:read", "reports"));
        assertThat(access.account(seen.id()).name()).as("nothing is saved yet").isEqualTo(seen.name());

        form.overwrite();
        await().until(() -> !done.isEmpty());
        assertThat(done.getFirst().name()).isEqualTo("Mine");
        assertThat(done.getFirst().permissions()).as("theirs stays").containsExactly("reports");
    }

    @Test
    void rolesThatCannotBeReadEndNoSaveAndAreReadAgainWhenAsked() {
        FakeAccounts fake = new FakeAccounts();
        fake.failure = new IllegalStateException("busy");
        CountDownLatch held = new CountDownLatch(1);
        fake.held = held;
        AccountFormModel form = turns.ask(() -> {
            AccountFormModel fresh = new AccountFormModel(fake, background, fake.accounts.getFirst(), done::add);
            fresh.nameProperty().set("Another");
            fresh.save();
            return fresh;
        });
        await().until(() -> !form.rolesProblemProperty().get().isEmpty());
        assertThat(form.busyProperty().get()).as("it is being saved").isTrue();
        assertThat(form.wrongProperty().get()).isNull();
        held.countDown();
        await().until(() -> !form.busyProperty().get());

        fake.failure = null;
        form.readRoles();
        await().until(() -> form.rolesProblemProperty().get().isEmpty());
        assertThat(form.allRoles()).extracting(RoleView::name).containsExactly("clerk");
    }

    @Test
    void whoGivesWayStartsFromTheirs() {
        AccountView seen = account("giveway@example.com");
        AccountFormModel form = form(seen);
        form.nameProperty().set("Mine");
        admin.administration().change(seen, new AccountChange(null, "Theirs", null, null, null));
        form.save();
        await().until(() -> form.conflictProperty().get() != null);

        form.takeTheirs();

        assertThat(form.nameProperty().get()).isEqualTo("Theirs");
        form.save();
        assertThat(done)
                .as("there is nothing to change")
                .extracting(AccountView::name)
                .containsExactly("Theirs");
    }

    @Test
    void howManySessionsEndIsKnownBeforeTheyDo() {
        AccountView seen = account("leaver@example.com");
        account("leaver@example.com.au"); // whom the server's search finds too
        try (PortcullisClient one = server.loggedIn("leaver@example.com");
                PortcullisClient two = server.loggedIn("leaver@example.com");
                PortcullisClient other = server.loggedIn("leaver@example.com.au")) {
            DeedModel deed = new DeedModel(access, background, Deed.DISABLE, seen, done::add);
            await().until(() -> deed.sessionsProperty().get().equals(OptionalLong.of(2)));
            assertThat(one.verify()).isTrue();

            deed.perform();

            await().until(() -> !done.isEmpty());
            assertThat(done.getFirst().enabled()).isFalse();
            assertThat(one.verify()).isFalse();
            assertThat(two.verify()).isFalse();
            assertThat(other.verify()).isTrue();
        }
    }

    @Test
    void anAccountIsDeletedOnlyOnceItsAddressIsTyped() {
        AccountView seen = account("gone@example.com");
        DeedModel deed = new DeedModel(access, background, Deed.DELETE, seen, done::add);
        await().until(() -> deed.sessionsProperty().get().isPresent());
        deed.perform();
        assertThat(deed.readyBinding().get()).isFalse();
        assertThat(deed.busyProperty().get()).isFalse();

        deed.typedProperty().set("gone@example.com");
        deed.perform();

        await().until(() -> !done.isEmpty());
        assertThat(admin.account("gone@example.com")).isEmpty();
    }

    @Test
    void aQuestionIsAskedAnewWhenItIsOfWhatIsNoMore() {
        AccountView seen = account("moved@example.com");
        DeedModel deed = new DeedModel(access, background, Deed.DELETE, seen, done::add);
        await().until(() -> deed.sessionsProperty().get().isPresent());
        admin.administration().change(seen, new AccountChange("moving@example.com", null, null, null, null));
        deed.typedProperty().set("moved@example.com");
        deed.perform();

        await().until(() -> !deed.changedProperty().get().isEmpty());
        assertThat(deed.changedProperty().get())
                .containsExactly(new Difference("E-mail address", "moved@example.com", "moving@example.com"));
        assertThat(deed.readyBinding().get())
                .as("it has another address to type now")
                .isFalse();
        assertThat(admin.account("moving@example.com")).isPresent();
    }

    @Test
    void aNewPasswordIsTheOneThatOpens() {
        AccountView seen = account("reset@example.com");
        DeedModel deed = new DeedModel(access, background, Deed.PASSWORD, seen, done::add);
        await().until(() -> deed.sessionsProperty().get().isPresent());
        deed.passwordProperty().set("short");
        deed.perform();
        await().until(() -> !deed.problemProperty().get().isEmpty());

        deed.passwordProperty().set("another one of enough characters");
        deed.perform();

        await().until(() -> !done.isEmpty());
        try (PortcullisClient user = new PortcullisClient(server.uri(), "test", Map.of())) {
            user.logIn(new LoginRequest("reset@example.com", "another one of enough characters", null));
            assertThat(user.verify()).isTrue();
        }
    }

    @Test
    void whatCouldNotBeCountedIsCountedAgainWhenAsked() {
        FakeAccounts fake = new FakeAccounts();
        fake.failure = new IllegalStateException("busy");
        DeedModel deed = new DeedModel(fake, background, Deed.DISABLE, fake.accounts.getFirst(), done::add);
        await().until(() -> deed.uncountedProperty().get());
        assertThat(deed.readyBinding().get()).isFalse();
        fake.failure = null;
        deed.count();
        await().until(() -> deed.readyBinding().get());
        assertThat(deed.uncountedProperty().get()).isFalse();
        assertThat(deed.problemProperty().get()).isEmpty();
    }

    @Test
    void whatIsNoMoreIsNotDoneBeforeItsSessionsAreCountedAnew() {
        FakeAccounts fake = new FakeAccounts();
        DeedModel deed = new DeedModel(fake, background, Deed.DISABLE, fake.accounts.getFirst(), done::add);
        await().until(() -> turns.ask(() -> deed.readyBinding().get()));
        ProblemType changed = ProblemType.PRECONDITION_FAILED;
        fake.refusal = new ClientException.Refused(
                new Problem(changed.urn(), changed.title(), changed.status(), null, null, null));
        fake.failure = new IllegalStateException("busy");
        turns.ask(() -> {
            deed.perform();
            return true;
        });
        await().until(() -> turns.ask(() -> deed.uncountedProperty().get()));
        assertThat(deed.sessionsProperty().get()).isEmpty();
        assertThat(deed.busyProperty().get()).isFalse();
        assertThat(deed.readyBinding().get()).isFalse();

        fake.failure = null;
        deed.count();
        await().until(() -> turns.ask(() -> deed.readyBinding().get()));
    }

    @Test
    void theSessionsOfAnAccountAreItsOwnWhateverItsAddressLooksLike() {
        AccountView seen = account("bounce=acme@example.com");
        try (PortcullisClient one = server.loggedIn("bounce=acme@example.com")) {
            assertThat(one.verify()).isTrue();
            assertThat(access.sessions(seen)).isEqualTo(1);
        }
    }

    @Test
    void theServerIsSearchedAndReadPageByPage() {
        for (int i = 0; i < 101; i++) {
            server.account("crowd" + i + "@example.org", "orders:read");
        }
        AccountsModel model =
                new AccountsModel(access, (_, counted) -> counted.accept(Map.of()), background, InstantSource.system());
        model.searchProperty().set("example.org");
        await().until(() -> model.totalProperty().get() == 101 && model.rows().size() == 100);
        model.more();
        await().until(() -> model.rows().size() == 101);
        model.start();
        assertThat(model.rows()).as("where one was").hasSize(101);

        AccountView fresh = account("zoe@example.net");
        model.put(fresh);
        await().until(() -> model.rows().size() == 100);
        assertThat(model.selectedProperty().get())
                .as("what one has made, though it does not match")
                .isEqualTo(fresh);

        model.searchProperty().set("nobody at all");
        await().until(() -> model.rows().isEmpty());
        assertThat(model.stateProperty().get()).isInstanceOf(ListState.Read.class);
    }

    @Test
    void whoMayNotSeeAccountsIsToldSo() {
        server.account("watcher@example.com", "sessions:read");
        try (PortcullisClient watcher = server.loggedIn("watcher@example.com")) {
            AccountsModel model = new AccountsModel(
                    AccountsAccess.of(watcher),
                    (_, counted) -> counted.accept(Map.of()),
                    background,
                    InstantSource.system());
            model.read();
            await().until(() -> model.stateProperty().get() instanceof ListState.Denied);
        }
    }

    private AccountFormModel form(@Nullable AccountView seen) {
        return new AccountFormModel(access, background, seen, done::add);
    }

    private static AccountView account(String email) {
        server.account(email, "orders:read");
        return admin.account(email).orElseThrow();
    }

    private static Field wrong(AccountFormModel form) {
        AccountFormModel.Wrong wrong = form.wrongProperty().get();
        return wrong == null ? Field.NONE : wrong.field();
    }
}
