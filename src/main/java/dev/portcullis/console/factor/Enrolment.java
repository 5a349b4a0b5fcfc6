package dev.portcullis.console.factor;

/** Why a second factor is set up. */
public enum Enrolment {
    /** The server lets the operator do nothing before. */
    REQUIRED,
    /** The operator wants it. */
    WISHED,
    /** There is one; only its recovery codes are to be new. */
    CODES
}
