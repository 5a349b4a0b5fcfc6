package dev.portcullis.trial.model;

import dev.portcullis.api.AccountChange;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.support.SetClock;
import dev.portcullis.support.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/** The server, the world, and who acts in both: what all that is done has in common. */
final class Stage implements AutoCloseable {
    static final String WATCHER = "watcher@example.com";
    private static final List<String> ADDRESSES =
            List.of("198.51.100.4", "198.51.100.77", "203.0.113.7", "192.0.2.20", "192.0.2.130");
    static final World.Named OFFICE = new World.Named("office", "198.51.100.0", 24, true);
    static final World.Named LAB = new World.Named("lab", "192.0.2.128", 25, false);
    static final World.Named HOME = new World.Named("home", "203.0.113.0", 24, false);

    /** What the server does by itself, a little later. */
    static final ConditionFactory WHEN_DUE = Awaitility.await()
            .pollInSameThread()
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(5))
            .atMost(Duration.ofSeconds(10));

    /** Somebody's browser: it has one cookie. */
    static final class Window {
        final Program program;
        final String address;
        final PortcullisClient client;

        @Nullable
        Stay stay;

        Window(Program program, String address, PortcullisClient client) {
            this.program = program;
            this.address = address;
            this.client = client;
        }
    }

    final List<String> log = new ArrayList<>(List.of(""));
    final List<Window> windows = new ArrayList<>();
    final List<PortcullisClient> clients = new ArrayList<>();
    final TestServer server;
    final SetClock clock;
    final World world;
    final Ear ear;
    final PortcullisClient desk;
    final Person admin;
    final Person watcher;

    @Nullable
    Stay deskStay;

    @Nullable
    Stay watcherStay;

    Stage(TestServer server, SetClock clock) throws Exception {
        this.server = server;
        this.clock = clock;
        clock.set(nextStart(clock.now()));
        server.clear();
        world = new World(clock.now());
        ear = new Ear(server.uri());
        desk = server.client();
        world.roleGrants.put("clerk", List.of("orders:read", "stock:read"));
        world.roleGrants.put("chief", List.of("billing", "stock:read"));
        world.roleGrants.put("watcher", List.of("sessions:read"));
        desk.logIn(new LoginRequest(TestServer.ADMIN, TestServer.ADMIN_PASSWORD, null));
        admin = person(TestServer.ADMIN, TestServer.ADMIN_PASSWORD, List.copyOf(World.OWN_PERMISSIONS));
        for (var role : world.roleGrants.entrySet()) {
            grant(role.getKey(), role.getValue());
        }
        for (String name : List.of("alice", "bob", "carol")) {
            String email = name + "@example.com";
            server.account(email, "orders:read", "orders:write");
            world.people.add(person(email, TestServer.PASSWORD, List.of("orders:read", "orders:write")));
        }
        server.account("olga@example.com", "sessions:read", "sessions:revoke");
        world.people.add(person("olga@example.com", TestServer.PASSWORD, List.of("sessions:read", "sessions:revoke")));
        server.account(WATCHER);
        watcher = person(WATCHER, TestServer.PASSWORD, List.of());
        watcher.roles = new TreeSet<>(List.of("watcher"));
        desk.administration().change(desk.account(WATCHER).orElseThrow(), AccountChange.toRoles(List.of("watcher")));
        world.roleLimits.put("watcher", new Stay.Limits(3_000_000, 3_000_000, 300, 43_200, 10));
        world.networks = new ArrayList<>(List.of(OFFICE, LAB));
        for (int i = 0; i < 6; i++) {
            Program program = Program.ALL.get(i % Program.ALL.size());
            String address = ADDRESSES.get(i % ADDRESSES.size());
            windows.add(new Window(program, address, server.client(address, program.agent())));
        }
    }

    private static Instant nextStart(Instant before) {
        return before.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1)).plusMillis(1_001);
    }

    private Person person(String email, String password, List<String> permissions) {
        return new Person(email, desk.account(email).orElseThrow().id(), password, permissions);
    }

    private void grant(String role, List<String> permissions) {
        var administration = desk.administration();
        administration.roles().stream()
                .filter(each -> each.name().equals(role))
                .findFirst()
                .ifPresentOrElse(
                        seen -> administration.change(seen, permissions),
                        () -> administration.makeRole(role, permissions));
    }

    PortcullisClient client(String address, Program program) {
        PortcullisClient client = server.client(address, program.agent());
        clients.add(client);
        return client;
    }

    @Override
    public void close() {
        ear.close();
        desk.close();
        windows.forEach(window -> window.client.close());
        clients.forEach(PortcullisClient::close);
    }
}
