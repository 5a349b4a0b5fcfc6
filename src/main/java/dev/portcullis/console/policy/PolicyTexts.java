package dev.portcullis.console.policy;

import dev.portcullis.api.PolicyDocument;
import dev.portcullis.api.PolicyDocument.AtLimit;
import dev.portcullis.api.PolicyDocument.Limits;
import dev.portcullis.api.Problem.Fault;
import dev.portcullis.console.common.DurationText;
import dev.portcullis.console.common.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A policy as texts by their places, and back: whatever cannot be read is named with its place. */
final class PolicyTexts {
    /** Either a document, or the faults in the texts. */
    record Read(@Nullable PolicyDocument document, List<Fault> faults) {}

    private final Map<String, String> texts;
    private final List<Fault> faults = new ArrayList<>();

    private PolicyTexts(Map<String, String> texts) {
        this.texts = texts;
    }

    static Map<String, String> of(PolicyDocument document) {
        Map<String, String> texts = new TreeMap<>();
        put(texts, Place.LIFETIME, document.lifetime());
        document.roles().forEach((role, limits) -> put(texts, Place.ofRole(role), limits));
        texts.put(Place.QUOTA_SESSIONS, "" + document.quota().sessions());
        texts.put(Place.QUOTA_AT_LIMIT, document.quota().atLimit().name());
        texts.put(Place.FACTOR_OPERATORS, "" + document.secondFactor().operators());
        texts.put(Place.FACTOR_ROLES, String.join(" ", document.secondFactor().roles()));
        texts.put(Place.STEP_UP_AGE, DurationText.of(document.stepUp().maxAgeSeconds()));
        texts.put(Place.STEP_UP_BULK, "" + document.stepUp().bulk());
        texts.put(Place.GUESSING_ACCOUNT, "" + document.guessing().perAccount());
        texts.put(Place.GUESSING_ADDRESS, "" + document.guessing().perAddress());
        texts.put(Place.GUESSING_WINDOW, DurationText.of(document.guessing().windowSeconds()));
        texts.put(Place.NETWORKS, NetworkTexts.of(document.networks()));
        return texts;
    }

    /**
     * Reads them.
     *
     * @param roles those that have limits of their own
     */
    static Read read(Map<String, String> texts, List<String> roles) {
        PolicyTexts reader = new PolicyTexts(texts);
        PolicyDocument document = reader.document(roles);
        return reader.faults.isEmpty() ? new Read(document, List.of()) : new Read(null, List.copyOf(reader.faults));
    }

    private static void put(Map<String, String> texts, String at, Limits limits) {
        List<@Nullable Integer> values = Arrays.asList(
                limits.idleTtlSeconds(),
                limits.absoluteTtlSeconds(),
                limits.accessTtlSeconds(),
                limits.refreshTtlSeconds(),
                limits.refreshGraceSeconds());
        for (int i = 0; i < values.size(); i++) {
            Integer value = values.get(i);
            texts.put(at + "/" + Place.LIMITS.get(i), value == null ? "" : DurationText.of(value));
        }
    }

    private PolicyDocument document(List<String> roles) {
        Limits lifetime = limits(Place.LIFETIME, false);
        Map<String, Limits> own = new TreeMap<>();
        for (String role : new TreeSet<>(roles)) {
            own.put(role, limits(Place.ofRole(role), true));
        }
        return new PolicyDocument(
                lifetime,
                own,
                new PolicyDocument.Quota(number(Place.QUOTA_SESSIONS), AtLimit.valueOf(text(Place.QUOTA_AT_LIMIT))),
                new PolicyDocument.SecondFactor(Boolean.parseBoolean(text(Place.FACTOR_OPERATORS)), words()),
                new PolicyDocument.StepUp(time(Place.STEP_UP_AGE), number(Place.STEP_UP_BULK)),
                new PolicyDocument.Guessing(
                        number(Place.GUESSING_ACCOUNT), number(Place.GUESSING_ADDRESS), time(Place.GUESSING_WINDOW)),
                NetworkTexts.networks(texts.get(Place.NETWORKS)));
    }

    private Limits limits(String at, boolean mayLack) {
        List<@Nullable Integer> values = new ArrayList<>();
        for (String limit : Place.LIMITS) {
            String place = at + "/" + limit;
            values.add(mayLack && text(place).isBlank() ? null : (Integer) time(place));
        }
        return new Limits(values.get(0), values.get(1), values.get(2), values.get(3), values.get(4));
    }

    private int time(String place) {
        return or(DurationText.parse(text(place)), place, "policy.fault.time");
    }

    private int number(String place) {
        String text = text(place).strip();
        return or(
                text.matches("\\d{1,9}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty(),
                place,
                "policy.fault.number");
    }

    private int or(OptionalInt value, String place, String fault) {
        if (value.isEmpty()) {
            faults.add(new Fault(place, Text.get(fault), null, null));
        }
        return value.orElse(0);
    }

    private List<String> words() {
        return Arrays.stream(text(Place.FACTOR_ROLES).split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    private String text(String place) {
        return Objects.requireNonNullElse(texts.get(place), "");
    }
}
