package dev.portcullis.server;

import org.jspecify.annotations.Nullable;

/** Comma-separated values (RFC 4180), in which no cell is a formula to a spreadsheet that opens them. */
final class Csv {
    /** OWASP, CSV injection: how a formula begins, in full width as well. */
    private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private Csv() {}

    /** A line; what is null is an empty cell. */
    static String row(@Nullable String... cells) {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            row.append(i == 0 ? "" : ",").append(cell(cells[i]));
        }
        return row.append("\r\n").toString();
    }

    /** Quoted if need be. One that a spreadsheet would compute begins with an apostrophe, which makes it text. */
    static String cell(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return "";
        }
        String safe = FORMULA.indexOf(value.charAt(0)) < 0 ? value : "'" + value;
        return plain(safe) ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    private static boolean plain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ',' || c == '"' || c == '\r' || c == '\n') {
                return false;
            }
        }
        return true;
    }
}
