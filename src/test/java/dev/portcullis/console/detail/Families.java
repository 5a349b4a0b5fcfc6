package dev.portcullis.console.detail;

import dev.portcullis.api.SessionState;
import dev.portcullis.api.TokenFamily;
import dev.portcullis.api.TokenFamily.Generation;
import dev.portcullis.api.TokenFamily.State;
import dev.portcullis.api.TokenFamily.Verdict;
import dev.portcullis.console.sessions.People;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Made-up token families. */
final class Families {
    private static final long EACH = 300;

    private Families() {}

    static TokenFamily of(SessionState state, long total, List<Generation> generations, boolean published) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("jti", "7c9b2f5e-5d0a-4c3e-9a40-6f1f3a9c41f7");
        claims.put("iss", "https://sso.example.com");
        claims.put("sub", "0199f3a2-71c4-7d0e-9b1f-4c55aa0b1c2d");
        claims.put("aud", List.of("https://sso.example.com"));
        claims.put("iat", People.NOW.minusSeconds(108).getEpochSecond());
        claims.put("exp", People.NOW.plusSeconds(192).getEpochSecond());
        claims.put("scope", "billing orders:read");
        claims.put("sid", People.session(2, "alice.mendez@example.com").handle().toString());
        claims.put("client_id", "portcullis");
        claims.put("auth_time", People.NOW.minusSeconds(7200).getEpochSecond());
        claims.put("acr", "urn:portcullis:acr:one-factor");
        claims.put("amr", List.of("pwd"));
        return new TokenFamily(
                new UUID(1, 2),
                state,
                new UUID(3, 4),
                total,
                generations,
                new TokenFamily.Access(
                        new UUID(5, 6),
                        People.NOW.minusSeconds(108),
                        People.NOW.plusSeconds(192),
                        "nM3q8vXw2cQ1yHfJ0kPzT7sLrB5dEaG9uI4oKxVtYmW",
                        published,
                        false,
                        claims));
    }

    /** Of one that goes on, newest first. */
    static TokenFamily plain(int count) {
        return of(SessionState.ACTIVE, count, line(count, State.CURRENT), true);
    }

    static List<Generation> line(int count, State newest) {
        List<Generation> all = new ArrayList<>();
        for (int i = count; i >= 1; i--) {
            all.add(token(i, count, i == count ? newest : State.SPENT, null, 0, null, null));
        }
        return all;
    }

    /** The same with one of them changed: presented again so long after its exchange. */
    static List<Generation> reused(
            List<Generation> all, int generation, Verdict verdict, int times, int after, String address) {
        List<Generation> changed = new ArrayList<>(all);
        changed.replaceAll(each -> each.generation() == generation
                ? token(
                        generation,
                        all.size(),
                        each.state(),
                        verdict,
                        times,
                        spent(generation, all.size()).plusSeconds(after),
                        address)
                : each);
        return changed;
    }

    static List<Generation> superseded(List<Generation> all, int generation) {
        List<Generation> changed = new ArrayList<>(all);
        changed.replaceAll(each -> each.generation() == generation
                ? new Generation(
                        generation,
                        each.parent(),
                        State.SPENT,
                        each.issuedAt(),
                        each.spentAt(),
                        true,
                        null,
                        each.accessJti(),
                        null,
                        0,
                        null,
                        null)
                : each);
        return changed;
    }

    private static Instant issued(int generation, int count) {
        return People.NOW.minusSeconds(108).minusSeconds((count - generation) * EACH);
    }

    private static Instant spent(int generation, int count) {
        return issued(generation + 1, count);
    }

    private static Generation token(
            int generation,
            int count,
            State state,
            @Nullable Verdict verdict,
            int reuses,
            @Nullable Instant reusedAt,
            @Nullable String address) {
        return new Generation(
                generation,
                generation == 1 ? null : generation - 1,
                state,
                issued(generation, count),
                state == State.SPENT ? spent(generation, count) : null,
                null,
                state == State.SPENT ? null : People.NOW.plusSeconds(36_000),
                new UUID(9, generation),
                verdict,
                reuses,
                reusedAt,
                address);
    }
}
