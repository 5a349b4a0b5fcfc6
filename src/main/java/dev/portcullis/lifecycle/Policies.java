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

    /** The policy, from memory. */
    public Policy current() {
        return current;
    }
}
