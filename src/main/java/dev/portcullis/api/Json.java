package dev.portcullis.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/** The one JSON mapping of the wire. */
public final class Json {
    private static final ObjectMapper READ_TOLERANT = mapper(false);
    private static final ObjectMapper READ_STRICT = mapper(true);

    private Json() {}

    /** Writes a value of this package as UTF-8 JSON. */
    public static byte[] write(Object value) {
        try {
            return READ_TOLERANT.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass().getSimpleName() + " as JSON", e);
        }
    }

    /**
     * Reads what a server answered: properties that this version does not know are passed over, so that an older client understands a newer server.
     *
     * @throws IOException if it is not JSON of this type
     */
    public static <T> T read(byte[] json, Class<T> type) throws IOException {
        return READ_TOLERANT.readValue(json, type);
    }

    /**
     * Reads what a caller asks: an unknown property, a trailing token or a number where text belongs is an error, so that no misspelt wish is silently dropped.
     *
     * @throws IOException if it is not JSON of this type
     */
    public static <T> T readStrictly(byte[] json, Class<T> type) throws IOException {
        return READ_STRICT.readValue(json, type);
    }

    /**
     * Reads what a caller asks, as a tree, for callers that name each fault in it.
     *
     * @throws IOException if it is not JSON, or has a member twice
     */
    public static JsonNode readTree(byte[] json) throws IOException {
        return READ_STRICT.readTree(json);
    }

    /** A value of this package as a tree. */
    public static JsonNode tree(Object value) {
        return READ_TOLERANT.valueToTree(value);
    }

    private static ObjectMapper mapper(boolean strict) {
        JsonMapper mapper = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, strict)
                .configure(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, strict)
                .configure(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS, strict)
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
                .configure(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, strict)
                .configure(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, strict)
                .build();
        if (strict) {
            mapper.coercionConfigFor(LogicalType.Textual)
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
            mapper.getFactory()
                    .setStreamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(20)
                            .maxStringLength(64 * 1024)
                            .build());
        }
        return mapper;
    }
}
