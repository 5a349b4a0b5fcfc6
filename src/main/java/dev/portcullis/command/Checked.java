package dev.portcullis.command;

/** A command that can look for everything that is wrong with its options before it does anything. */
interface Checked {
    void check(Faults faults);
}
