package dev.portcullis.console.detail;

/** A part of the details that is read by itself. */
sealed interface Part<T> {
    /** It has been asked for. */
    record Awaited<T>() implements Part<T> {}

    /** It was read. */
    record Known<T>(T value) implements Part<T> {}

    /** It could not be read. */
    record Failed<T>(Throwable why) implements Part<T> {}
}
