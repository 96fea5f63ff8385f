package io.lodestar.interop.differential;

import java.util.LinkedHashMap;
import java.util.Map;

/** The part of a static topic that one broker holds. */
public record Mapping(String topic, String broker, long epoch, Map<Integer, Integer> current) {
    Map<String, Object> tree() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("bname", broker);
        members.put("currIdMap", current);
        members.put("dirty", false);
        members.put("epoch", epoch);
        members.put("scope", "__global__");
        members.put("topic", topic);
        members.put("totalQueues", current.size());
        return members;
    }
}
