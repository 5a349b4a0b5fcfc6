package dev.portcullis.trial.model;

import static java.util.Objects.requireNonNull;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.LoginResponse;
import dev.portcullis.api.TokenResponse;
import dev.portcullis.client.PortcullisClient;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What people do with sessions of their own. */
final class PeopleDeeds extends Acting {
    PeopleDeeds(Stage stage) {
        super(stage);
    }

    void logIn(Random random) throws Exception {
        Stage.Window window = one(random, stage.windows);
        Person person = one(random, world.people);
        String password = random.nextInt(7) == 0 ? "a wrong password, this one is" : person.password;
        boolean cookie = random.nextInt(3) > 0;
        if (!cookie) { // an app of its own, without the browser's cookie
            PortcullisClient app = stage.client(window.address, window.program);
            logIn(app, person, password, window.program, window.address, false, null);
            return;
        }
        Stay begun = logIn(window.client, person, password, window.program, window.address, true, window.stay);
        window.stay = begun == null ? window.stay : begun;
    }

    @Nullable
    Stay logIn(
            PortcullisClient client,
            Person person,
            String password,
            Program program,
            String address,
            boolean cookie,
            @Nullable Stay presented) {
        String expected = world.logIn(person, password, address, presented);
        LoginResponse[] answer = new LoginResponse[1];
        String found = outcome(() -> answer[0] =
                client.logIn(new LoginRequest(person.email, password, cookie ? Delivery.COOKIE : Delivery.TOKENS)));
        say("log in " + person + (password.equals(person.password) ? "" : " wrongly") + " from " + address + " with "
                + program.kind() + (cookie ? "" : " for tokens") + (presented == null ? "" : " instead of " + presented)
                + " → " + found);
        same("the login", expected, found);
        if (expected.startsWith("409")) {
            world.remember(person, program, address);
        }
        LoginResponse response = answer[0];
        if (response == null) {
            return null;
        }
        Stay stay = world.begin(response.session().handle(), person, program, address, cookie);
        if (client == desk) {
            stage.deskStay = stay;
        }
        say("" + stay);
        String refresh = response.refreshToken();
        String access = response.accessToken();
        if (refresh != null && access != null) {
            stay.family.add(new Stay.Token(refresh));
            stay.access = new Stay.Access(access, stay.accessEnds);
        }
        return stay;
    }

    void logOut(Random random) {
        Stage.Window window = likely(random);
        Stay stay = window.stay;
        if (stay == null) {
            say("nobody logs out");
            return;
        }
        if (stay.active()) {
            world.use(stay);
        }
        world.end(stay, "logout", stay.person.email, null);
        String found = outcome(window.client::logOut);
        say("log out " + stay + " → " + found);
        same("the logout", "ok", found);
        window.stay = null;
    }

    void use(Random random) {
        if (random.nextInt(4) == 0) {
            List<Stay> withTokens =
                    world.stays.stream().filter(stay -> stay.access != null).toList();
            if (!withTokens.isEmpty()) {
                Stay stay = one(random, withTokens);
                Stay.Access access = requireNonNull(stay.access);
                PortcullisClient app =
                        new PortcullisClient(server.uri(), "test", Map.of("Authorization", "Bearer " + access.text()));
                stage.clients.add(app);
                String expected = world.now.isBefore(access.until()) ? world.use(stay) : "401 session-missing";
                String found = outcome(app::current);
                say("use " + stay + " by its token → " + found);
                same("the use", expected, found);
                return;
            }
        }
        Stage.Window window = likely(random);
        Stay stay = window.stay;
        if (random.nextBoolean()) {
            String expected = world.use(stay);
            String found = outcome(window.client::current);
            say("use " + stay + " → " + found);
            same("the use", expected, found);
        } else {
            String expected = world.verify(stay);
            boolean[] active = {false};
            String found = outcome(() -> active[0] = window.client.verify());
            say("verify " + stay + " → " + found + " " + active[0]);
            if (expected.startsWith("401")) {
                same("the verification", "ok false", found + " " + active[0]);
            } else {
                same("the verification", expected, found);
                same("the verification", expected.equals("ok"), active[0]);
            }
        }
    }

    void refresh(Random random) {
        List<Stay> withTokens = world.stays.stream()
                .filter(stay -> !stay.family.isEmpty())
                .sorted(Comparator.comparing(Stay::live).reversed())
                .toList();
        if (withTokens.isEmpty()) {
            say("nothing to refresh");
            return;
        }
        Stay stay = withTokens.get(random.nextInt(Math.min(withTokens.size(), 3)));
        Stay.Token token = random.nextInt(3) > 0 ? stay.family.getLast() : one(random, stay.family);
        boolean spent = token.spentAt != null;
        String expected = world.refresh(stay, token);
        TokenResponse[] answer = new TokenResponse[1];
        String found = outcome(() -> answer[0] = desk.refresh(token.text));
        say("refresh " + stay + " with its token " + (1 + stay.family.indexOf(token))
                + (spent ? ", which is spent" : "") + " → " + found);
        same("the refresh", expected, found);
        TokenResponse response = answer[0];
        if (response != null) {
            String successor = requireNonNull(response.refreshToken());
            if (spent) {
                same("the successor that is given again", token.successor, successor);
            } else {
                token.successor = successor;
                stay.family.add(new Stay.Token(successor));
                stay.access = new Stay.Access(response.accessToken(), stay.accessEnds);
            }
        }
    }

    void own(Random random) {
        Stage.Window window = likely(random);
        Stay stay = window.stay;
        String used = world.use(stay);
        if (random.nextBoolean() && !world.stays.isEmpty()) {
            Stay other = one(random, world.stays);
            String expected = !used.equals("ok")
                    ? used
                    : other.live() && other.person == requireNonNull(stay).person ? "ok" : "404 not-found";
            if (expected.equals("ok")) {
                world.end(other, "logout", other.person.email, null);
            }
            String found = outcome(() -> window.client.endOwn(other.handle));
            say("by " + stay + " end their own " + other + " → " + found);
            same("the end of one's own", expected, found);
        } else {
            int others = 0;
            if (used.equals("ok")) {
                for (Stay other : world.stays) {
                    boolean theirs = other != stay && other.person == requireNonNull(stay).person;
                    others += theirs && world.end(other, "logout", other.person.email, null) ? 1 : 0;
                }
            }
            int[] ended = {0};
            String found = outcome(() -> ended[0] = window.client.endOtherOwn());
            say("by " + stay + " log out everywhere else → " + found + " " + ended[0]);
            same("the log-out everywhere else", used + " " + others, found + " " + ended[0]);
        }
    }
}
