package dev.portcullis.console.revoke;

import dev.portcullis.api.Json;
import dev.portcullis.api.Receipt;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Text;
import java.nio.charset.StandardCharsets;

/** The words of a receipt. */
final class ReceiptText {
    private ReceiptText() {}

    /** What it did, and that it holds everywhere; or that there was nothing to do. */
    static String title(Receipt receipt) {
        int affected = affected(receipt);
        return affected == 0
                ? Text.get("revoke.receipt.none." + receipt.action().wire(), receipt.alreadyEnded())
                : Text.get("revoke.receipt.title." + receipt.action().wire(), affected);
    }

    /** The numbers. */
    static String counts(Receipt receipt) {
        return Text.get(
                        "revoke.receipt.counts." + receipt.action().wire(),
                        affected(receipt),
                        receipt.alreadyEnded(),
                        receipt.unchanged())
                + Text.get(
                        "revoke.receipt.counts.more",
                        receipt.lockedAccounts(),
                        receipt.lockedNetworks().size(),
                        Figures.shortId(receipt.id()));
    }

    /** To how many sessions it did something. */
    static int affected(Receipt receipt) {
        return receipt.ended() + receipt.suspended() + receipt.released();
    }

    /** Whole milliseconds; below ten with one decimal. */
    static String time(double milliseconds) {
        return Text.get(milliseconds < 10 ? "revoke.receipt.ms.short" : "revoke.receipt.ms", milliseconds);
    }

    /** The longest time of a node; zero if there is none. */
    static double slowest(Receipt receipt) {
        return receipt.nodes().stream()
                .mapToDouble(Receipt.Node::milliseconds)
                .max()
                .orElse(0);
    }

    /** The whole receipt with its signature, as it came. */
    static String json(Receipt receipt) {
        return new String(Json.write(receipt), StandardCharsets.UTF_8);
    }
}
