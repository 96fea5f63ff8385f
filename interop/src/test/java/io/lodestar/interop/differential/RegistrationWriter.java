package io.lodestar.interop.differential;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** Turns a registration into the request that a broker of its release would send (protocol 3.4, 4.2). */
public final class RegistrationWriter {
    private static final int REGISTER_BROKER = 103;
    private static final int FIRST_WITH_MAPPINGS = 413;
    private static final int CHECKSUM_MASK = 0x7fffffff;

    private RegistrationWriter() {}

    public static Request request(Registration registration, DataVersion version) {
        byte[] body = body(registration, version);
        Request request = registration
                .broker()
                .identify(Request.of(REGISTER_BROKER))
                .with("haServerAddr", registration.broker().haAddress())
                .with("bodyCrc32", Integer.toString(checksum(body)))
                .withBody(body)
                .withVersion(registration.release())
                .withStyle(registration.binary() ? HeaderStyle.BINARY : HeaderStyle.JSON);
        if (registration.isCompressed()) {
            request = request.with("compressed", "true");
        }
        if (registration.settings().actingMaster().isPresent()) {
            String acting = registration.settings().actingMaster().get().toString();
            request = request.with("enableActingMaster", acting).with("heartbeatTimeoutMillis", "90000");
        }
        if (registration.settings().zone().isPresent()) {
            request = request.with("__ZONE_NAME", registration.settings().zone().get());
        }
        request = spoil(request, registration.flaw());
        return registration.oneWay() ? request.asOneWay() : request;
    }

    private static int checksum(byte[] body) {
        CRC32 crc = new CRC32();
        crc.update(body);
        return (int) (crc.getValue() & CHECKSUM_MASK);
    }

    private static Request spoil(Request request, Flaw flaw) {
        return switch (flaw) {
            case NO_CHECKSUM -> request.without("bodyCrc32");
            case WRONG_CHECKSUM -> request.with("bodyCrc32", "12345");
            case NO_CLUSTER -> request.without("clusterName");
            case NO_ADDRESS -> request.without("brokerAddr");
            case NO_ID -> request.without("brokerId");
            case ID_IS_NO_NUMBER -> request.with("brokerId", "first");
            case NO_HA_ADDRESS -> request.without("haServerAddr");
            case NO_FIELDS -> request.withoutFields();
            case HEARTBEAT_IS_NO_NUMBER -> request.with("heartbeatTimeoutMillis", "soon");
            case NONE,
                    NO_BODY,
                    BODY_IS_NOT_JSON,
                    BODY_IS_NULL,
                    BODY_IS_CUT,
                    TOPIC_TABLE_IS_NULL,
                    OWN_CLOCK,
                    MISSPELT_TIMESTAMP -> request;
        };
    }

    private static byte[] body(Registration registration, DataVersion version) {
        byte[] whole = registration.isCompressed()
                ? Zlib.deflate(FrameWriter.bytes(out -> writeSections(registration, version, out)))
                : json(registration, version).getBytes(StandardCharsets.UTF_8);
        return switch (registration.flaw()) {
            case NO_BODY -> new byte[0];
            case BODY_IS_NOT_JSON -> "not { json".getBytes(StandardCharsets.UTF_8);
            case BODY_IS_NULL -> "null".getBytes(StandardCharsets.UTF_8);
            case BODY_IS_CUT -> Arrays.copyOf(whole, whole.length / 2);
            default -> whole;
        };
    }

    private static String json(Registration registration, DataVersion version) {
        Map<String, Object> table = new LinkedHashMap<>();
        registration.content().topics().forEach(topic -> table.put(topic.name(), topic.tree()));
        Map<String, Object> mappings = new LinkedHashMap<>();
        registration.content().mappings().forEach(mapping -> mappings.put(mapping.topic(), mapping.tree()));
        Map<String, Object> wrapper = new LinkedHashMap<>();
        if (registration.flaw() != Flaw.OWN_CLOCK) {
            wrapper.put("dataVersion", versionTree(registration, version));
        }
        wrapper.put(
                "topicConfigTable",
                registration.flaw() == Flaw.TOPIC_TABLE_IS_NULL ? Json.object().nullNode() : table);
        if (registration.settings().actingMaster().isPresent()) {
            wrapper.put("mappingDataVersion", version.tree());
            wrapper.put("topicQueueMappingDetailMap", Map.of());
            wrapper.put("topicQueueMappingInfoMap", mappings);
        }
        if (registration.isOld()) {
            return Json.write(wrapper);
        }
        Map<String, Object> members = new LinkedHashMap<>();
        Object noList = Json.object().nullNode();
        members.put(
                "filterServerList",
                registration.filterServers().isPresent()
                        ? registration.filterServers().get()
                        : noList);
        members.put("topicConfigSerializeWrapper", wrapper);
        return registration.form() == Registration.Form.LOOSE_JSON ? loosen(members) : Json.write(members);
    }

    private static Map<String, Object> versionTree(Registration registration, DataVersion version) {
        Map<String, Object> tree = version.tree();
        if (registration.settings().actingMaster().isEmpty()) {
            tree.remove("stateVersion");
        }
        if (registration.flaw() == Flaw.MISSPELT_TIMESTAMP) {
            tree.put("timestatmp", tree.remove("timestamp"));
        }
        return tree;
    }

    private static String loosen(Map<String, Object> members) {
        members.put("somethingNew", List.of(Map.of("a", 1), "b"));
        return Json.write(members).replaceAll("\"(\\d+)\":", "$1:");
    }

    private static void writeSections(Registration registration, DataVersion version, DataOutputStream out)
            throws IOException {
        boolean hasMappings = registration.release() >= FIRST_WITH_MAPPINGS;
        writeText(Json.write(version.tree()), out);
        out.writeInt(registration.content().topics().size());
        for (Topic topic : registration.content().topics()) {
            writeText(topic.line(hasMappings), out);
        }
        writeText(Json.write(registration.filterServers().orElse(List.of())), out);
        if (hasMappings) {
            out.writeInt(registration.content().mappings().size());
            for (Mapping mapping : registration.content().mappings()) {
                writeText(Json.write(mapping.tree()), out);
            }
        }
    }

    private static void writeText(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
