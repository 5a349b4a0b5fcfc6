package dev.portcullis.lifecycle;

import dev.portcullis.session.Policy;

/** The policy that holds now. */
public final class Policies {
    private volatile Policy current;

    /**
     * @param configured what holds until somebody changes it
     */
    public Policies(Policy configured) {
        this.current = configured;
    }

    /** From now on this one holds, on this server. */
    public void replace(Policy policy) {
        current = policy;
    }

    /** The policy, from memory. */
    public Policy current() {
        return current;
    }
}
