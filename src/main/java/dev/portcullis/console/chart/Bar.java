package dev.portcullis.console.chart;

/**
 * One of several that are compared by their length.
 *
 * @param name what is counted
 * @param styleClass that colours it
 * @param tip the same in a sentence, as a pointer over it and a screen reader tell it
 * @param chosen what a click on it does, or Enter
 */
public record Bar(String name, long count, String styleClass, String tip, Runnable chosen) {}
