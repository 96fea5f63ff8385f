package io.lodestar.registry;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What one change did to topics. Confined to the change. */
final class TopicChanges {
    private final Map<Change.Fate, Map<String, List<String>>> topics = new EnumMap<>(Change.Fate.class);
    private Change.Fate lastFate = Change.Fate.ADDED;
    private String lastName = "";
    private List<String> last = new ArrayList<>();

    void add(Change.Fate fate, String brokerName, String topic) {
        if (fate != lastFate || !brokerName.equals(lastName) || last.isEmpty()) {
            lastFate = fate;
            lastName = brokerName;
            last = topics.computeIfAbsent(fate, unseen -> new TreeMap<>())
                    .computeIfAbsent(brokerName, unseen -> new ArrayList<>());
        }
        last.add(topic);
    }

    /** Tells what was collected, by fate and broker group. */
    void tell(Consumer<Change> listener) {
        topics.forEach((fate, byName) ->
                byName.forEach((brokerName, names) -> listener.accept(new Change.Topics(brokerName, fate, names))));
    }
}
