package io.lodestar.client.route;

import io.lodestar.client.BrokerGroup;
import io.lodestar.client.QueueMapping;
import io.lodestar.client.TopicQueues;
import io.lodestar.client.TopicRoute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** Which queues a route gives to producers and to consumers: the same, in the same order, as Apache's clients find in it. */
public final class Queues {
    /** More than any broker has, and few enough to be listed, whatever a route says. */
    private static final int MAX_QUEUES = 65_536;

    private Queues() {}

    /**
     * Returns the queues that can be written to: those of the order configuration if there is one; the logical ones of a static topic; else those of each writable broker group with a
     * master, by its name.
     */
    public static List<MessageQueue> writable(TopicRoute route) {
        var order = route.orderConfig().orElse("");
        if (!order.isBlank()) {
            return ordered(route.topic(), order);
        }
        return queues(route, queues -> queues.isWritable() && hasMaster(route, queues), TopicQueues::writeQueues);
    }

    /** Returns the queues that can be read: the logical ones of a static topic; else those of each readable broker group, by its name, with a master or without. */
    public static List<MessageQueue> readable(TopicRoute route) {
        return queues(route, TopicQueues::isReadable, TopicQueues::readQueues);
    }

    private static List<MessageQueue> queues(
            TopicRoute route, Predicate<TopicQueues> condition, ToIntFunction<TopicQueues> count) {
        if (!route.mappings().isEmpty()) {
            return logical(route);
        }
        var found = new ArrayList<MessageQueue>();
        for (var queues : route.queues()) {
            if (condition.test(queues)) {
                add(found, route.topic(), queues.brokerName(), count.applyAsInt(queues));
            }
        }
        return List.copyOf(found);
    }

    private static boolean hasMaster(TopicRoute route, TopicQueues queues) {
        return route.group(queues.brokerName()).flatMap(BrokerGroup::master).isPresent();
    }

    /** Takes what is written as {@code broker:count;…}, without the parts that are not. */
    private static List<MessageQueue> ordered(String topic, String order) {
        var found = new ArrayList<MessageQueue>();
        for (var part : order.split(";")) {
            int colon = part.indexOf(':');
            if (colon > 0) {
                add(found, topic, part.substring(0, colon).strip(), number(part.substring(colon + 1)));
            }
        }
        return List.copyOf(found);
    }

    private static int number(String digits) {
        try {
            return Integer.parseInt(digits.strip());
        } catch (NumberFormatException notANumber) {
            return 0; // somebody mistyped it, and the other brokers of the topic are not to suffer
        }
    }

    /** Where two groups claim one logical queue, the newer mapping counts. */
    private static List<MessageQueue> logical(TopicRoute route) {
        var holders = new TreeMap<Integer, MessageQueue>();
        var epochs = new HashMap<Integer, Long>();
        route.mappings().forEach((brokerName, mapping) -> {
            for (int id : mapping.queueIds().keySet()) {
                if (isNewer(mapping, epochs.getOrDefault(id, Long.MIN_VALUE))) {
                    epochs.put(id, mapping.epoch());
                    holders.put(id, new MessageQueue(route.topic(), brokerName, id));
                }
            }
        });
        return List.copyOf(holders.values());
    }

    private static boolean isNewer(QueueMapping mapping, long epoch) {
        return mapping.epoch() > epoch;
    }

    private static void add(List<MessageQueue> found, String topic, String brokerName, int count) {
        for (int id = 0; id < count && found.size() < MAX_QUEUES; id++) {
            found.add(new MessageQueue(topic, brokerName, id));
        }
    }
}
