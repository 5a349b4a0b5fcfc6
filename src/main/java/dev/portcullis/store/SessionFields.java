package dev.portcullis.store;

import dev.portcullis.query.Field;
import java.util.List;

/** The fields of the query language in SQL: of a row {@code s} of {@link SessionRows}. Text is compared in the collation "C", so that it is the same in every database. */
final class SessionFields {
    private SessionFields() {}

    /**
     * The values of a field that has one at most, null if it has none; or an array ({@link #isArray}). Of an account {@link QuerySql} knows more.
     */
    static String value(Field field) {
        return switch (field) {
            case USER, ACCOUNT -> "s.account_id";
            case HANDLE -> "s.handle";
            case STATE ->
                "case when s.over_reason is not null then 'ended' when s.suspended_at <= s.now and s.suspended_until > s.now then 'suspended' else 'active' end";
            case IP -> "s.address";
            case DEVICE -> "s.device";
            case BROWSER -> "s.browser";
            case OS -> "s.os";
            case TYPE -> "s.device_type";
            case NETWORK -> "s.network";
            case COUNTRY -> "s.country";
            case ASN -> "s.asn";
            case OWNER -> "s.as_name";
            case NEW ->
                "array_remove(array[case when s.new_device then 'device' end, case when s.new_network then 'network' end], null)";
            case AGENT -> "s.user_agent";
            case PERMISSION -> "s.held";
            case PERMISSIONS -> "cardinality(s.held)";
            case ATTRIBUTE -> "s.attributes";
            case IDLE, SEEN -> "s.last_seen_at";
            case EXPIRES -> running("least(s.idle_expires_at, s.expires_at)");
            case ABSOLUTE -> running("s.expires_at");
            case AGE, CREATED -> "s.created_at";
            case AUTHENTICATED -> "s.authenticated_at";
            case ENDED -> "s.over_at";
            case REASON -> "s.over_reason";
            case BY -> "s.over_by";
            case NOTE -> "s.over_note";
            case DELIVERY -> "s.delivery";
            case TOKENS -> "case s.delivery when 'tokens' then 'any' else 'none' end";
            case FACTOR -> "s.factors";
            case ACCESS -> running("s.access_expires_at");
            case REFRESH -> running("s.refresh_expires_at");
            case GENERATION -> "s.refresh_generation";
            case REUSE -> "case when s.refresh_reused then 'true' else 'false' end";
            case JTI -> "s.access_jti";
            case VERSION -> "s.version";
        };
    }

    /** Whose value is an array, since there may be several. */
    static boolean isArray(Field field) {
        return List.of(Field.PERMISSION, Field.FACTOR, Field.NEW).contains(field);
    }

    /** Which fields are lengths of time from a moment in the past until now; the other durations are from now to a moment to come. */
    static boolean runsSince(Field field) {
        return List.of(Field.IDLE, Field.AGE).contains(field);
    }

    /** Nothing runs of a session that has ended. */
    private static String running(String limit) {
        return "case when s.over_reason is null then " + limit + " end";
    }
}
