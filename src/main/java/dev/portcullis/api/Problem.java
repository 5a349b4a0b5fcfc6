package dev.portcullis.api;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code application/problem+json} (RFC 9457).
 *
 * @param type one of {@link ProblemType}, as a URN
 * @param detail what is wrong with this request, in one sentence for a person; holds nothing that the caller did not send or may not know
 * @param instance the request's id, as in the server's log
 * @param endReason with {@code session-ended}: why
 * @param maxAge with {@code step-up-required}: how many seconds ago the user may have proven at most who they are (RFC 9470 §3)
 * @param errors each value in the body that is wrong, if there can be several (RFC 9457 §3's own example)
 * @param position with {@code invalid-query}: the first character of the query that is wrong, counted from 1 in UTF-16 code units
 * @param length with {@code invalid-query}: how many characters are; 0 if something is missing there
 * @param suggestion with {@code invalid-query}: what to put in their place, if something suggests itself
 */
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String instance,
        @Nullable EndReason endReason,
        @Nullable Long maxAge,
        @Nullable List<Fault> errors,
        @Nullable Integer position,
        @Nullable Integer length,
        @Nullable String suggestion) {

    /** A problem that has nothing to do with a query. */
    public Problem(
            String type,
            String title,
            int status,
            @Nullable String detail,
            @Nullable String instance,
            @Nullable EndReason endReason,
            @Nullable Long maxAge,
            @Nullable List<Fault> errors) {
        this(type, title, status, detail, instance, endReason, maxAge, errors, null, null, null);
    }

    /** A problem that names no value, and has nothing to do with when the user was authenticated. */
    public Problem(
            String type,
            String title,
            int status,
            @Nullable String detail,
            @Nullable String instance,
            @Nullable EndReason endReason) {
        this(type, title, status, detail, instance, endReason, null, null);
    }

    /**
     * One value, and what is wrong with it.
     *
     * @param pointer where it is in the body: a JSON Pointer as a URI fragment (RFC 6901 §6), {@code #/policy/lifetime/idleTtlSeconds}
     * @param detail one sentence for a person
     * @param code which sentence that is: a {@link FaultCode}'s name in JSON, or what a newer server says; null from an older one
     * @param values what stands in the sentence, in the code's order
     */
    public record Fault(
            String pointer,
            String detail,
            @Nullable String code,
            @Nullable List<String> values) {
        /** In English. */
        public static Fault of(String pointer, FaultCode code, Object... values) {
            List<String> words = Arrays.stream(values).map(Object::toString).toList();
            return new Fault(pointer, code.sentence(words), code.wire(), words.isEmpty() ? null : words);
        }

        /** With its place, unless the sentence says by itself which value it is about. */
        public String placed() {
            boolean named =
                    FaultCode.ofWire(code).filter(FaultCode::namesItsValue).isPresent();
            return named ? detail : pointer + ": " + detail;
        }
    }
}
