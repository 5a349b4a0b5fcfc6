package dev.portcullis.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement that is put together of pieces, each with the values that it binds, in the order in which they stand. */
final class Sql {
    private final StringBuilder text = new StringBuilder();
    private final List<@Nullable Object> parameters = new ArrayList<>();

    /** @param piece with a {@code ?} for each of the values */
    Sql add(String piece, @Nullable Object... values) {
        text.append(piece);
        for (Object value : values) {
            parameters.add(value);
        }
        return this;
    }

    Sql add(Sql piece) {
        text.append(piece.text);
        parameters.addAll(piece.parameters);
        return this;
    }

    String text() {
        return text.toString();
    }

    @Nullable
    Object[] parameters() {
        return parameters.toArray();
    }
}
