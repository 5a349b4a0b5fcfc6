package dev.portcullis.console.policy;

import dev.portcullis.console.common.Text;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Places in the document (JSON pointers, RFC 6901), and what they are called. */
final class Place {
    static final String POLICY = "#/policy/";
    static final String LIFETIME = POLICY + "lifetime";
    static final String ROLES = POLICY + "roles/";
    static final String QUOTA_SESSIONS = POLICY + "quota/sessions";
    static final String QUOTA_AT_LIMIT = POLICY + "quota/atLimit";
    static final String FACTOR_OPERATORS = POLICY + "secondFactor/operators";
    static final String FACTOR_ROLES = POLICY + "secondFactor/roles";
    static final String STEP_UP_AGE = POLICY + "stepUp/maxAgeSeconds";
    static final String STEP_UP_BULK = POLICY + "stepUp/bulk";
    static final String GUESSING_ACCOUNT = POLICY + "guessing/perAccount";
    static final String GUESSING_ADDRESS = POLICY + "guessing/perAddress";
    static final String GUESSING_WINDOW = POLICY + "guessing/windowSeconds";

    /** All of them in one text: {@link NetworkTexts}. */
    static final String NETWORKS = POLICY + "networks";

    /** The limits, in the order in which they are shown. */
    static final List<String> LIMITS = List.of(
            "idleTtlSeconds", "absoluteTtlSeconds", "accessTtlSeconds", "refreshTtlSeconds", "refreshGraceSeconds");

    private static final Pattern NETWORK = Pattern.compile(Pattern.quote(NETWORKS) + "/(\\d{1,6})(?:/|$)");

    private Place() {}

    /** Where a role's limits are. */
    static String ofRole(String role) {
        return ROLES + role.replace("~", "~0").replace("/", "~1");
    }

    /** Which network it is, or is in: its number, from 0. */
    static OptionalInt network(String place) {
        Matcher matcher = NETWORK.matcher(place);
        return matcher.lookingAt() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    /** Whether it is a place under another, or that itself. */
    static boolean within(String place, String outer) {
        return place.equals(outer) || place.startsWith(outer + "/");
    }

    /** Whether a number there is seconds, typed as a time. */
    static boolean isTime(String place) {
        return place.equals(STEP_UP_AGE)
                || place.equals(GUESSING_WINDOW)
                || LIMITS.contains(place.substring(place.lastIndexOf('/') + 1));
    }

    /** What a place is called on the screen. */
    static String name(String place) {
        if (within(place, LIFETIME)) {
            return named(Text.get("policy.everybody"), place, LIFETIME);
        }
        if (place.startsWith(ROLES)) {
            int end = place.indexOf('/', ROLES.length());
            String at = end < 0 ? place : place.substring(0, end);
            String role = at.substring(ROLES.length()).replace("~1", "/").replace("~0", "~");
            return named(role, place, at);
        }
        if (place.equals(ROLES.substring(0, ROLES.length() - 1))) {
            return Text.get("policy.limits");
        }
        if (within(place, NETWORKS)) {
            return Text.get("policy.networks");
        }
        if (within(place, FACTOR_ROLES)) {
            return part("policy.factor", "policy.factor.roles");
        }
        return switch (place) {
            case QUOTA_SESSIONS -> part("policy.quota", "policy.quota.sessions");
            case QUOTA_AT_LIMIT -> part("policy.quota", "policy.quota.at-limit");
            case FACTOR_OPERATORS -> part("policy.factor", "policy.factor.operators");
            case STEP_UP_AGE -> part("policy.step-up", "policy.step-up.age");
            case STEP_UP_BULK -> part("policy.step-up", "policy.step-up.bulk");
            case GUESSING_ACCOUNT -> part("policy.guessing", "policy.guessing.account");
            case GUESSING_ADDRESS -> part("policy.guessing", "policy.guessing.address");
            case GUESSING_WINDOW -> part("policy.guessing", "policy.guessing.window");
            default -> place.startsWith(POLICY) ? place.substring(POLICY.length()) : place; // a newer server's
        };
    }

    /** Of a card of the form. */
    private static String part(String card, String value) {
        return Text.get("policy.place", Text.get(card), Text.get(value));
    }

    private static String named(String whose, String place, String at) {
        String limit = place.substring(Math.min(place.length(), at.length() + 1));
        return LIMITS.contains(limit) ? Text.get("policy.place", whose, limitName(limit)) : whose;
    }

    /** What a limit is called. */
    static String limitName(String limit) {
        return Text.get(
                switch (limit) {
                    case "idleTtlSeconds" -> "policy.limit.idle";
                    case "absoluteTtlSeconds" -> "policy.limit.absolute";
                    case "accessTtlSeconds" -> "policy.limit.access";
                    case "refreshTtlSeconds" -> "policy.limit.refresh";
                    default -> "policy.limit.grace";
                });
    }
}
