package dev.portcullis.console.detail;

import dev.portcullis.api.TokenFamily;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A claim of the access token, as it is shown.
 *
 * @param name as the token has it
 * @param value as the token has it
 * @param words what that means, where it is not plain; empty otherwise
 */
record ClaimRow(String name, String value, String words) {
    /** The claims in their order. */
    static List<ClaimRow> of(TokenFamily.Access access) {
        List<ClaimRow> rows = new ArrayList<>();
        for (Map.Entry<String, Object> claim : access.claims().entrySet()) {
            rows.add(of(claim.getKey(), claim.getValue()));
        }
        return rows;
    }

    static ClaimRow of(String name, Object value) {
        boolean isTime =
                value instanceof Number && List.of("iat", "exp", "auth_time").contains(name);
        String text = value instanceof List<?> many
                ? many.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : String.valueOf(value);
        if (isTime) {
            return new ClaimRow(name, text, Figures.absolute(Instant.ofEpochSecond(((Number) value).longValue())));
        }
        return new ClaimRow(name, text.isEmpty() ? Text.get("detail.claim.empty") : text, "");
    }
}
