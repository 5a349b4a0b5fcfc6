package dev.portcullis.trial.model;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;
import static java.util.Comparator.reverseOrder;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a list is sorted by: ties go by handle, and what has no value comes last, whichever way round. */
record Order(String text, Comparator<Stay> comparator) {
    private static final Map<String, Function<Stay, @Nullable Comparable<?>>> VALUES = new TreeMap<>();

    static {
        VALUES.put("createdAt", stay -> stay.number);
        VALUES.put("user", stay -> stay.person.email);
        VALUES.put("state", Stay::state);
        VALUES.put("device", stay -> stay.program.device());
        VALUES.put("os", stay -> stay.program.os());
        VALUES.put("address", stay -> World.Named.bits(stay.address));
        VALUES.put("network", stay -> stay.network);
        VALUES.put("delivery", stay -> stay.cookie ? "cookie" : "tokens");
        VALUES.put("idleExpiresAt", stay -> stay.live() ? stay.idleLimit() : null);
        VALUES.put("expiresAt", Stay::limit);
        VALUES.put("generation", stay -> stay.generation);
        VALUES.put("permissions", stay -> stay.permissions.size());
        VALUES.put("endedAt", stay -> stay.end == null ? null : stay.end.at());
        VALUES.put("endReason", stay -> stay.end == null ? null : stay.end.reason());
        VALUES.put("endedBy", stay -> stay.end == null ? null : stay.end.by());
    }

    static final Order OLDEST = of("createdAt", false);

    /** @param ended whether ended sessions are listed, of which some values are not foretold; or those of the past */
    static Order any(Random random, boolean ended, boolean past) {
        List<String> names = past
                ? List.of("createdAt", "user", "device", "os", "address", "delivery")
                : VALUES.keySet().stream()
                        .filter(name -> !ended || !name.equals("idleExpiresAt"))
                        .toList();
        return of(names.get(random.nextInt(names.size())), random.nextBoolean());
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Order of(String name, boolean descending) {
        Function<Stay, Comparable> value = (Function) VALUES.get(name);
        Comparator<Comparable> way = (Comparator) (descending ? reverseOrder() : naturalOrder());
        Comparator<Integer> ties = descending ? reverseOrder() : naturalOrder();
        Comparator<Stay> whole = comparing(value, nullsLast(way)).thenComparing(stay -> stay.number, ties);
        return new Order((descending ? "-" : "") + name, whole);
    }
}
