/** Figures and how they are drawn: tiles, the live chart, time bars, and the words for durations and counts. Knows no screen. */
@NullMarked
package dev.portcullis.console.chart;

import org.jspecify.annotations.NullMarked;
