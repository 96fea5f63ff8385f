package io.lodestar.protocol.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.lodestar.protocol.MalformedBodyException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Opens JSON as leniently as RocketMQ's peers need it (protocol 1.9), within limits. Immutable.
 *
 * <p>Member names are neither interned nor kept in Jackson's symbol table: topic names are member names here, a peer
 * chooses them, and the table would outlive the body.
 */
final class JsonSource {
    /** For bodies whose reader has no limits of its own. */
    static final JsonSource DEFAULT = new JsonSource(BodyLimits.DEFAULT);

    private final BodyLimits limits;
    private final JsonFactory factory;

    JsonSource(BodyLimits limits) {
        this.limits = limits;
        this.factory = JsonFactory.builder()
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
                .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.maxDepth())
                        .maxStringLength(limits.maxTextLength())
                        .maxNameLength(limits.maxTextLength())
                        .build())
                .build();
    }

    /** Makes a value from a cursor that stands on the first token of the text. */
    interface Shape<T> {
        T read(JsonCursor cursor) throws IOException;
    }

    /** Reads all readable bytes as one value, without moving the reader index. */
    <T> T read(ByteBuf body, Shape<T> shape) {
        // a decoder, unlike a charset, reports bytes that are no UTF-8 instead of replacing them
        return read(
                new InputStreamReader(new ByteBufInputStream(body.slice()), StandardCharsets.UTF_8.newDecoder()),
                shape);
    }

    <T> T read(String text, Shape<T> shape) {
        return read(new StringReader(text), shape);
    }

    private <T> T read(Reader text, Shape<T> shape) {
        try (JsonParser parser = factory.createParser(text)) {
            JsonCursor cursor = new JsonCursor(parser, limits.maxEntries());
            cursor.start();
            T value = shape.read(cursor);
            cursor.finish();
            return value;
        } catch (StreamConstraintsException breach) {
            throw new MalformedBodyException("body breaks " + limits + ": " + breach.getOriginalMessage(), breach);
        } catch (JsonProcessingException noJson) {
            long offset = noJson.getLocation().getCharOffset();
            throw new MalformedBodyException(
                    "body cannot be read at character " + offset + ": " + noJson.getOriginalMessage(), noJson);
        } catch (CharacterCodingException noText) {
            throw new MalformedBodyException("body is not UTF-8", noText);
        } catch (IOException unreadable) {
            throw new MalformedBodyException("body cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}
