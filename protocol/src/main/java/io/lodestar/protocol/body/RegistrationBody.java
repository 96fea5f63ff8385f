package io.lodestar.protocol.body;

import io.lodestar.protocol.LimitExceededException;
import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.json.JsonDialect;
import io.lodestar.protocol.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a broker registers (protocol 3.4, 4.2).
 *
 * @param dataVersion the edition of the topics; empty when the broker says {@code null}
 * @param topics in the order sent, each name once
 * @param mappings static-topic mappings by topic
 * @param filterServers empty when the list that the name server has stays as it is
 */
public record RegistrationBody(
        Optional<DataVersion> dataVersion,
        List<TopicConfig> topics,
        SortedMap<String, TopicQueueMapping> mappings,
        Optional<List<String>> filterServers) {
    /** Copies what it is given. */
    public RegistrationBody {
        topics = List.copyOf(topics);
        mappings = Copies.sorted(mappings);
        filterServers = filterServers.map(List::copyOf);
    }

    /** Returns a registration of topics alone, with an empty filter server list. */
    public static RegistrationBody of(DataVersion dataVersion, List<TopicConfig> topics) {
        return new RegistrationBody(
                Optional.of(dataVersion), topics, Collections.emptySortedMap(), Optional.of(List.of()));
    }

    /**
     * Reads a registration within the default limits.
     *
     * @param senderVersion the version in the request's header, which decides the shape
     * @param compressed what the request says; a zlib stream is recognised even when the request denies it
     * @param nowMillis what a missing time counts as
     * @throws MalformedBodyException when the bytes are no registration
     * @throws LimitExceededException when they exceed a limit
     */
    public static RegistrationBody read(ByteBuf body, int senderVersion, boolean compressed, long nowMillis) {
        return RegistrationReader.DEFAULT.read(body, senderVersion, compressed, nowMillis);
    }

    /** Appends the JSON of a 5.5.0 broker, without the edition of the mappings, which no name server reads. */
    public void writeJson(ByteBuf out) {
        RegistrationJson.write(this, new JsonWriter(out, JsonDialect.LEGACY));
    }

    /** Appends the zlib stream of a broker of the given version; it has no room for system flags and order. */
    public void writeCompressed(ByteBuf out, int senderVersion) {
        RegistrationDeflater.write(this, out, senderVersion);
    }
}
