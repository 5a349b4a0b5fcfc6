package dev.portcullis.api;

import org.jspecify.annotations.Nullable;

/**
 * What came of verifying the audit.
 *
 * @param entries how many were read: all of them, or those up to the first bad one
 * @param firstBad the first number at which the chain does not hold; null if it holds
 * @param problem what is wrong there, as a sentence; null if nothing is
 * @param head what it was verified up to; null if it does not hold
 */
public record AuditVerification(
        long entries,
        boolean ok,
        @Nullable Long firstBad,
        @Nullable String problem,
        @Nullable AuditHead head) {}
