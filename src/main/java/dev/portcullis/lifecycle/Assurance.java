package dev.portcullis.lifecycle;

import dev.portcullis.session.Policy;
import dev.portcullis.session.Session;
import dev.portcullis.store.Database;
import dev.portcullis.store.FactorStore;
import java.time.Duration;

/** Whether a session's user has shown well enough, and not too long ago, who they are for what they ask. Judged by the policy of now at each call. */
public final class Assurance {
    private final Database database;
    private final Policies policies;

    public Assurance(Database database, Policies policies) {
        this.database = database;
        this.policies = policies;
    }

    /** What the policy says of a session. */
    public enum SecondFactor {
        /** It was shown, or is not required. */
        ENOUGH,
        /** It is required, and the user has one: they have to log in, or prove themselves again, with it. */
        REQUIRED,
        /** It is required, and the user has to set one up first. */
        ENROLMENT_REQUIRED
    }

    /**
     * Whether a second factor is lacking (ASVS 6.3.3).
     *
     * @param operator whether it is one of Portcullis's own permissions that is being used
     */
    public SecondFactor secondFactor(Session session, boolean operator) {
        Policy.SecondFactor policy = policies.current().secondFactor();
        boolean nobody = policy.roles().isEmpty() && !(policy.operators() && operator);
        if (nobody || session.factors().contains(Authentication.ONE_TIME_CODE)) {
            return SecondFactor.ENOUGH;
        }
        FactorStore.Standing standing = database.read(transaction ->
                FactorStore.standing(transaction, session.account().id()));
        if (!policy.required(standing.roles(), operator)) {
            return SecondFactor.ENOUGH;
        }
        return standing.enrolled() ? SecondFactor.REQUIRED : SecondFactor.ENROLMENT_REQUIRED;
    }

    /** Whether the user has proven who they are recently enough for a change of what is sensitive (ASVS 7.5.1). */
    public boolean fresh(Session session) {
        return Duration.between(session.authenticatedAt(), session.readAt()).compareTo(maxAge()) <= 0;
    }

    /** How long ago that may be. */
    public Duration maxAge() {
        return policies.current().stepUp().maxAge();
    }

    /** Whether ending so many sessions in one call is so sensitive (ASVS 7.5.3). */
    public boolean bulk(int sessions) {
        return sessions > policies.current().stepUp().bulk();
    }
}
