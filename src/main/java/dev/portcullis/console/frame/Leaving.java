package dev.portcullis.console.frame;

/** How an operator leaves. */
public enum Leaving {
    LOG_OUT,
    /** The window closes as well. */
    QUIT
}
