package dev.portcullis.session;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What something was done to, for the record. */
public record Subject(Kind kind, @Nullable String id) {
    /** Of what kind. */
    public enum Kind {
        ACCOUNT,
        SESSION,
        ROLE,
        CLIENT,
        POLICY,
        KEY,
        REVOCATION,
        /** Of sessions. */
        EXPORT,
        /** A locked one. */
        NETWORK,
        /** Of the admin API. */
        ROUTE,
        /** The audit itself, or one of its entries. */
        AUDIT;

        /** The name on the wire and in the database. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Subject account(UUID id) {
        return new Subject(Kind.ACCOUNT, id.toString());
    }

    public static Subject session(UUID handle) {
        return new Subject(Kind.SESSION, handle.toString());
    }

    public static Subject role(String name) {
        return new Subject(Kind.ROLE, name);
    }

    public static Subject client(UUID id) {
        return new Subject(Kind.CLIENT, id.toString());
    }

    /** The policy as it is from this version on. */
    public static Subject policy(long version) {
        return new Subject(Kind.POLICY, Long.toString(version));
    }

    public static Subject key(String kid) {
        return new Subject(Kind.KEY, kid);
    }

    public static Subject revocation(UUID id) {
        return new Subject(Kind.REVOCATION, id.toString());
    }

    public static Subject export(UUID id) {
        return new Subject(Kind.EXPORT, id.toString());
    }

    /** In CIDR notation. */
    public static Subject network(String cidr) {
        return new Subject(Kind.NETWORK, cidr);
    }

    /** The account's id, if it is one. */
    public @Nullable UUID asAccount() {
        return kind == Kind.ACCOUNT && id != null ? UUID.fromString(id) : null;
    }
}
