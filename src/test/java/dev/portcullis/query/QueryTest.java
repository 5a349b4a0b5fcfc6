package dev.portcullis.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The language: what is understood, and what is said of the rest. */
class QueryTest {
    /** What a query is understood as, in the language's own spelling. */
    static Stream<Arguments> understood() {
        return Stream.of(
                Arguments.of("", ""),
                Arguments.of("  \t ", ""),
                Arguments.of("alice", "alice"),
                Arguments.of("Alice  Liddell", "Alice Liddell"),
                Arguments.of("\"Alice Liddell\"", "\"Alice Liddell\""),
                Arguments.of("user:alice@example.com", "user:alice@example.com"),
                Arguments.of("USER:\"Alice Liddell\"", "user:\"Alice Liddell\""),
                Arguments.of("user=\"alice@example.com\"", "user=alice@example.com"),
                Arguments.of("a and b", "a b"),
                Arguments.of("a AND b or c", "a b or c"),
                Arguments.of("a (b or c)", "a (b or c)"),
                Arguments.of("((a)) ((b c))", "a b c"),
                Arguments.of("not a", "-a"),
                Arguments.of("-(a b)", "-(a b)"),
                Arguments.of("not -a", "--a"),
                Arguments.of("--", "\"--\""),
                Arguments.of("- a", "\"-\" a"),
                Arguments.of("state:active,ended", "state:active or state:ended"),
                Arguments.of("-state:Active,ended x", "-(state:active or state:ended) x"),
                Arguments.of("ip:10.1.2.3/8", "ip:10.0.0.0/8"),
                Arguments.of("ip:2001:DB8:0:0::1", "ip:2001:db8::1"),
                Arguments.of("2001:db8::1", "ip:2001:db8::1"),
                Arguments.of("fe80::1/10", "ip:fe80::/10"),
                Arguments.of("10.0.0.0/8", "ip:10.0.0.0/8"),
                Arguments.of("10.1.2.3", "10.1.2.3"),
                Arguments.of("ip:none", "ip:none"),
                Arguments.of("ip:any", "-ip:none"),
                Arguments.of("note:\"none\"", "note:\"none\""),
                Arguments.of("tokens:none", "tokens:none"),
                Arguments.of("reason:none", "reason:none"),
                Arguments.of("permission:orders:read", "permission:orders:read"),
                Arguments.of("permission:orders:*", "permission:orders:*"),
                Arguments.of("permission:\"orders:*\"", "permission:\"orders:*\""),
                Arguments.of("idle>20m expires<=1h30m", "idle>20m expires<=1h30m"),
                Arguments.of("idle>90m", "idle>1h30m"),
                Arguments.of("idle>0s", "idle>0s"),
                Arguments.of("created>=2026-11-24", "created>=2026-11-24"),
                Arguments.of("created:today", "created:today"),
                Arguments.of("seen<-2h", "seen<-2h"),
                Arguments.of("ended<NOW", "ended<now"),
                Arguments.of("created>2026-11-24T02:13+02:00", "created>2026-11-24T00:13:00Z"),
                Arguments.of("generation:3 version=2", "generation:3 version:2"),
                Arguments.of("attribute.tenant:acme", "attribute.tenant:acme"),
                Arguments.of("attribute.\"a b\"=\"x y\"", "attribute.\"a b\"=\"x y\""),
                Arguments.of("handle:019A2B", "handle:019a2b"),
                Arguments.of("user:O'Neil", "user:O'Neil"),
                Arguments.of("\"user:alice\"", "\"user:alice\""),
                Arguments.of(
                        "user:alice@example.com ip:10.0.0.0/8 permission:billing idle>20m expires<5m device:Firefox"
                                + " -state:ended (reuse:true or tokens:none)",
                        "user:alice@example.com ip:10.0.0.0/8 permission:billing idle>20m expires<5m device:Firefox"
                                + " -state:ended (reuse:true or tokens:none)"));
    }

    @ParameterizedTest
    @MethodSource
    void understood(String text, String spelling) {
        Query query = Query.parse(text);
        assertThat(query.text()).isEqualTo(spelling);
        assertThat(Query.parse(spelling)).isEqualTo(query);
    }

    /** A mistake, with where it is, how long it is, what is suggested, and something of what is said. */
    static Stream<Arguments> mistaken() {
        return Stream.of(
                Arguments.of(
                        "user:alice devcie:x", 12, 6, "device", "Unknown field `devcie` at 12: did you mean `device`?"),
                Arguments.of("perm:x", 1, 4, null, "Unknown field `perm`"),
                Arguments.of("orders:read", 1, 6, null, "write \"orders:read\" in quotation marks"),
                Arguments.of("state:actve", 7, 5, "active", "did you mean `active`?"),
                Arguments.of("reuse:maybe", 7, 5, null, "`reuse` is true or false, not `maybe`"),
                Arguments.of("ip:10.300.0.1", 4, 10, null, "neither an address nor a network"),
                Arguments.of("ip:10.1", 4, 4, "10.1.0.0/16", "one is written `10.1.0.0/16`"),
                Arguments.of("ip:10.1.*", 4, 6, "10.1.0.0/16", "10.1.0.0/16"),
                Arguments.of("ip:10.0.0.0/33", 4, 11, null, "neither an address nor a network"),
                Arguments.of("idle>20", 6, 2, "20m", "has no unit"),
                Arguments.of("idle>20M", 6, 3, "20m", "no duration"),
                Arguments.of("idle>20x", 6, 3, null, "no duration"),
                Arguments.of("idle>5m1h", 6, 4, null, "no duration"),
                Arguments.of("idle>999999999d", 6, 10, null, "longer than 100 years"),
                Arguments.of("idle:20m", 5, 1, ">", "`idle` is compared"),
                Arguments.of("user>a", 5, 1, ":", "not more or less"),
                Arguments.of("created>2h", 9, 2, "-2h", "Write `-2h` for 2h ago"),
                Arguments.of("created>tomorrow", 9, 8, null, "is no time"),
                Arguments.of("created>2026-13-01", 9, 10, null, "is no time"),
                Arguments.of("created:2026-11-24T02:13Z", 8, 1, ">", "is a day, or before or after an instant"),
                Arguments.of("idle>1m,2m", 5, 1, null, "one value only"),
                Arguments.of("generation>x", 12, 1, null, "whole number"),
                Arguments.of("account:7", 9, 1, null, "UUID"),
                Arguments.of("handle:xyz", 8, 3, null, "No handle begins with `xyz`"),
                Arguments.of("attribute:x", 1, 9, "attribute.", "Which attribute?"),
                Arguments.of("user.x:y", 5, 2, "", "`user` has no parts"),
                Arguments.of("user:", 6, 0, null, "A value is missing after `user:` at 6"),
                Arguments.of("user: alice", 6, 0, null, "A value is missing"),
                Arguments.of("state:active,", 14, 0, null, "A value is missing"),
                Arguments.of("user:\"\"", 6, 2, null, "nothing between the quotation marks"),
                Arguments.of("user:\"alice", 6, 6, "\"alice\"", "not closed"),
                Arguments.of("ab\"c\"", 3, 1, " \"", "a space is missing"),
                Arguments.of("\"ab\"c", 5, 0, " ", "a space is missing"),
                Arguments.of("(a b", 1, 1, null, "The `(` is not closed at 1"),
                Arguments.of("a b)", 4, 1, "", "The `)` closes nothing at 4"),
                Arguments.of("a ()", 3, 2, "", "nothing in the parentheses"),
                Arguments.of("or a", 1, 2, null, "Something is missing before `or` at 1"),
                Arguments.of("a and", 6, 0, null, "Something is missing at the end"),
                Arguments.of("(a or)", 6, 1, null, "Something is missing before the `)`"),
                Arguments.of("a :b", 3, 1, null, "no field before the `:`"),
                Arguments.of("a\u0000b", 2, 1, "", "cannot be shown"),
                Arguments.of("attribute.a\u0000b:x", 12, 1, "", "cannot be shown"),
                Arguments.of("\"a\ud800\"", 3, 1, "", "cannot be shown"));
    }

    @ParameterizedTest
    @MethodSource
    void mistaken(String text, int position, int length, String suggestion, String said) {
        QueryException mistake = catchThrowableOfType(QueryException.class, () -> Query.parse(text));
        assertThat(mistake).as(text).hasMessageContaining(said);
        assertThat(mistake.position()).as("position in %s", text).isEqualTo(position);
        assertThat(mistake.length()).as("length in %s", text).isEqualTo(length);
        assertThat(mistake.suggestion().orElse(null))
                .as("suggestion for %s", text)
                .isEqualTo(suggestion);
    }

    @Test
    void aQueryIsLimitedInLengthDepthAndTerms() {
        assertThat(Query.parse("x".repeat(2000))).isNotNull();
        assertThatThrownBy(() -> Query.parse("x".repeat(2001))).hasMessageContaining("at most 2000 are read");
        assertThat(Query.parse("(".repeat(20) + "x" + ")".repeat(20))).isNotNull();
        assertThatThrownBy(() -> Query.parse("(".repeat(21) + "x" + ")".repeat(21)))
                .hasMessageContaining("nested deeper than 20 levels at 21");
        assertThatThrownBy(() -> Query.parse("-".repeat(1000) + "x")).hasMessageContaining("nested deeper");
        assertThat(Query.parse("x ".repeat(100))).isNotNull();
        assertThatThrownBy(() -> Query.parse("x ".repeat(101))).hasMessageContaining("more than 100 terms at 201");
        assertThatThrownBy(() -> Query.parse("state:active" + ",active".repeat(100)))
                .hasMessageContaining("more than 100 terms");
    }

    @ParameterizedTest
    @CsvSource({
        "ALICE, alice, true",
        "Élodie, éLODIE, true",
        "Kelvin, Kelvin, true",
        "\u212Aelvin, kelvin, false",
        "İ, i, false",
        "ẞ, ß, true"
    })
    void caseIsFoldedCharacterByCharacterWhateverTheLocale(String one, String other, boolean same) {
        assertThat(Folding.fold(one).equals(Folding.fold(other))).isEqualTo(same);
    }
}
