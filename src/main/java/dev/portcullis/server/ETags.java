package dev.portcullis.server;

import dev.portcullis.session.Session;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Entity tags (RFC 9110 §8.8.3). A session's is its handle and version, and weak: the time when it was last seen is shown, but is no change of state.
 */
final class ETags {
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\"");

    private ETags() {}

    static String of(Session session) {
        return "W/\"" + session.handle() + "." + session.version() + (session.active() ? "" : ".over") + "\"";
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
