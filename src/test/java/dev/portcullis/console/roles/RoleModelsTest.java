package dev.portcullis.console.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.NewAccount;
import dev.portcullis.api.RoleEffect;
import dev.portcullis.api.RoleView;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.list.ListState;
import dev.portcullis.support.TestServer;
import dev.portcullis.support.Turns;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The models of the roles screen, at the real server. */
@SuppressWarnings("NullAway.Init") // JUnit's life cycle sets them
class RoleModelsTest {
    private static TestServer server;
    private static PortcullisClient admin;
    private static RolesAccess access;

    private final Background background = new Background(new Turns());
    private final List<RoleView> done = new ArrayList<>();

    @BeforeAll
    static void start() {
        server = TestServer.start();
        admin = server.admin();
        access = RolesAccess.of(admin);
    }

    @AfterAll
    static void stop() {
        admin.close();
        server.close();
    }

    @Test
    void aNewRoleIsWhatWasTickedAndTypedAndAnotherOfItsNameIsRefused() {
        RoleFormModel form = form(null);
        assertThat(form.readyBinding().get()).as("without a name").isFalse();
        form.nameProperty().set("clerk");
        form.othersProperty().set("orders:write,  orders:read orders:write");
        form.own().add("sessions:read");
        form.save();
        await().until(() -> !done.isEmpty());
        assertThat(done.getFirst().permissions()).containsExactly("orders:read", "orders:write", "sessions:read");
        assertThat(form.effectProperty().get()).isInstanceOf(RoleFormModel.Effect.None.class);

        RoleFormModel again = form(null);
        again.nameProperty().set("clerk");
        again.save();
        await().until(() -> again.problemProperty().get().equals("There is a role clerk already."));
        again.nameProperty().set("no name");
        again.save();
        await().until(() -> again.problemProperty().get().startsWith("The name of a role has"));
    }

    @Test
    void howManyFollowIsSaidBeforeItCanBeSavedAndTheyDo() {
        RoleView role = admin.administration().makeRole("packer", List.of("stock:read", "stock:write"));
        admin.createAccount(new NewAccount("pat@example.com", null, TestServer.PASSWORD, null, List.of("packer")));
        try (PortcullisClient pat = server.loggedIn("pat@example.com")) {
            RoleFormModel form = form(role);
            assertThat(form.readyBinding().get()).as("nothing is changed").isFalse();
            form.othersProperty().set("stock:read");
            assertThat(form.readyBinding().get()).as("it is being counted").isFalse();
            await().until(() ->
                    form.effectProperty().get().equals(new RoleFormModel.Effect.Known(new RoleEffect(1, 1, 1, 1))));
            assertThat(form.readyBinding().get()).isTrue();
            form.save();
            await().until(() -> !done.isEmpty());
            assertThat(pat.current().permissions()).containsExactly("stock:read");
            form.othersProperty().set("stock:read stock:write");
            form.othersProperty().set("stock:read  stock:write ");
        }
    }

    @Test
    void ofSomebodyElsesChangeIsToldAndSavingAgainMakesItWhatStandsHere() {
        RoleView role = admin.administration().makeRole("driver", List.of("tours:read"));
        RoleFormModel form = form(role);
        form.othersProperty().set("tours:read tours:write");
        admin.administration().change(role, List.of("fleet:read"));
        await().until(() -> form.readyBinding().get());
        form.save();
        await().until(() -> !form.theirsProperty().get().isEmpty());
        assertThat(form.theirsProperty().get()).contains("tours:read → fleet:read");
        assertThat(done).isEmpty();
        await().until(() -> form.readyBinding().get());
        form.save();
        await().until(() -> !done.isEmpty());
        assertThat(admin.administration().role("driver").permissions()).containsExactly("tours:read", "tours:write");
    }

    @Test
    void oneThatSomebodyHasIsNotDeletedAndOneThatNobodyHasIs() {
        RoleView held = admin.administration().makeRole("held", List.of("a"));
        admin.createAccount(new NewAccount("holder@example.com", null, TestServer.PASSWORD, null, List.of("held")));
        RolesModel model = new RolesModel(access, background, InstantSource.system());
        model.read();
        await().until(() -> model.stateProperty().get() instanceof ListState.Read);
        model.selectedProperty().set(held);
        await().until(() -> model.holdersProperty().get().equals(OptionalLong.of(1)));
        RoleActions actions = new RoleActions(model, true, () -> {}, _ -> {}, () -> {}, _ -> {});
        assertThat(actions.delete().hindrance().get()).isEqualTo("1 account has it: take it from them first.");
        RoleDeletionModel refused = new RoleDeletionModel(access, background, held, done::add);
        refused.perform();
        await().until(() -> refused.problemProperty().get().equals("1 account has this role."));

        RoleView free = admin.administration().makeRole("free", List.of("b"));
        model.put(free);
        await().until(() -> model.holdersProperty().get().equals(OptionalLong.of(0)));
        await().until(() -> model.rows().contains(free));
        assertThat(actions.delete().possible()).isTrue();
        new RoleDeletionModel(access, background, free, model::remove).perform();
        await().until(() -> model.rows().stream().noneMatch(role -> role.name().equals("free")));
        new RoleDeletionModel(access, background, free, done::add).perform();
        await("it is gone already").until(() -> done.size() == 1);
        assertThat(new RoleActions(model, false, () -> {}, _ -> {}, () -> {}, _ -> {})
                        .create()
                        .hindrance()
                        .get())
                .contains("accounts:write");
    }

    @Test
    void theyAreFoundByWhatTheyPermitAndWhoMayNotSeeThemIsToldSo() {
        RolesModel model = new RolesModel(access, background, InstantSource.system());
        model.read();
        await().until(() -> model.rows().size() >= 3);
        model.searchProperty().set("audit:READ");
        assertThat(model.rows())
                .extracting(RoleView::name)
                .contains("admin", "auditor")
                .doesNotContain("operator");
        server.account("watcher@example.com", "sessions:read");
        try (PortcullisClient watcher = server.loggedIn("watcher@example.com")) {
            RolesModel denied = new RolesModel(RolesAccess.of(watcher), background, InstantSource.system());
            denied.read();
            await().until(() -> denied.stateProperty().get() instanceof ListState.Denied);
            assertThat(Objects.requireNonNull(denied.rows())).isEmpty();
        }
    }

    private RoleFormModel form(@Nullable RoleView role) {
        return new RoleFormModel(access, background, role, Duration.ZERO, done::add);
    }
}
