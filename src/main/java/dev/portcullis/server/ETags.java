package dev.portcullis.server;

import dev.portcullis.api.Json;
import dev.portcullis.api.ProblemType;
import dev.portcullis.session.Policy;
import dev.portcullis.session.PolicyState;
import dev.portcullis.session.Session;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Entity tags (RFC 9110 §8.8.3).
 *
 * <p>A session's tag on an answer is its handle and version, and weak: the answer also shows when it was last seen, which is no change of state, and whose name it
 * bears, so two answers with one version need not be the same octet for octet. {@code If-Match}, however, is to be compared strongly (§13.1.1), and a weak tag
 * matches nothing so. What a {@code PATCH} can overwrite is the session's state alone, and of that the version <em>is</em> a strong validator: no two states of a
 * session have the same. So a change names {@code "handle.version"}, without {@code W/}: the very characters of the tag that was answered, asserting the
 * state and not the octets. Were the answer's own tag made strong by putting the time of the last use into it, each use would refuse a change that loses
 * nothing, and no gateway would ever get its 304.
 *
 * <p>The policy's answer follows from its version alone, so its tag is strong by itself.
 */
final class ETags {
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\"");

    private ETags() {}

    /** On an answer that shows a session. */
    static String of(Session session) {
        return "W/" + state(session);
    }

    /**
     * On an answer that shows a session and a token: once another key signs, that of before may count no more.
     *
     * @param kid which signs now
     */
    static String of(Session session, String kid) {
        return "W/\"" + session.handle() + "." + session.version() + mark(session) + "." + kid + "\"";
    }

    /** Of a session's state, for {@code If-Match}. */
    static String state(Session session) {
        return "\"" + session.handle() + "." + session.version() + mark(session) + "\"";
    }

    /** What time alone has done is in no version. */
    private static String mark(Session session) {
        return switch (session.state()) {
            case ACTIVE -> "";
            case SUSPENDED -> ".suspended";
            case ENDED -> ".over";
        };
    }

    /** Of the policy. Version 0 is whatever the options say, so there the content itself is named as well. */
    static String of(PolicyState state) {
        Policy policy = state.policy();
        return policy.version() > 0 ? "\"policy." + policy.version() + "\"" : of(Json.write(policy.document()));
    }

    /**
     * The tags that a change may be made of.
     *
     * @param example how such a tag looks
     * @throws ProblemException 428 if the request does not say (RFC 6585 §3)
     */
    static String ifMatch(Request request, String example) {
        return request.header("If-Match")
                .orElseThrow(() -> new ProblemException(
                        ProblemType.PRECONDITION_REQUIRED,
                        "Say of what this is a change: If-Match: " + example + ", as you have read it."));
    }

    /** Whether a list of tags ({@code If-Match}) has this one, by strong comparison: a weak one matches nothing. */
    static boolean matchesStrongly(String list, String etag) {
        if (list.strip().equals("*")) {
            return true;
        }
        Matcher tags = TAG.matcher(list);
        while (tags.find()) {
            if (tags.group().equals(etag)) {
                return true;
            }
        }
        return false;
    }

    /** Of exactly these bytes. */
    static String of(byte[] body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            return "\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Of what has a version for each of its states and shows nothing else: strong. */
    static String of(long version) {
        return "\"" + version + "\"";
    }

    /** Whether a list of tags ({@code If-None-Match}) has this one, by weak comparison. */
    static boolean matches(String list, String etag) {
        if (list.strip().equals("*")) {
            return true;
        }
        Matcher tags = TAG.matcher(list);
        while (tags.find()) {
            if (opaque(tags.group()).equals(opaque(etag))) {
                return true;
            }
        }
        return false;
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
