package dev.portcullis.console.detail;

import dev.portcullis.api.Receipt;

/** Where the details lead to. Called on the JavaFX thread. */
public interface DetailLinks {
    /** Why nothing can be changed at present, in a sentence; empty if it can. */
    String unchangeable();

    /** Shows the live sessions that match a query. */
    void sessions(String query);

    /** Shows a receipt. */
    void receipt(Receipt receipt);
}
