package dev.portcullis.client;

/** An open event stream; closing it ends its thread. */
public interface EventStream extends AutoCloseable {
    @Override
    void close();
}
