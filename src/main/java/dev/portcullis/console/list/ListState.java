package dev.portcullis.console.list;

/** Whether a list has anything to show. */
public sealed interface ListState {
    record Reading() implements ListState {}

    record Read() implements ListState {}

    /** The account may not see it. */
    record Denied() implements ListState {}

    /** It could not be read; the rows, if there are any, are what was. */
    record Failed(Throwable why) implements ListState {}
}
