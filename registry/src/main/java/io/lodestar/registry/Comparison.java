package io.lodestar.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The topics of a registration beside those that its group has. What it says stays true for as long as the group's topics are of the same
 * edition, so it can be made before the registry's lock is taken.
 *
 * @param edition the group's topics that it was made from
 * @param differing the topics that the group does not have with these queues
 * @param names the names of all topics of the registration
 */
record Comparison(long edition, List<Difference> differing, Set<String> names) {
    /** Compares nothing, and is out of date. */
    static final Comparison NONE = new Comparison(-1, List.of(), Set.of());

    /** A topic that is to have a placement. */
    record Difference(String topic, Placement placement) {}

    static Comparison of(String brokerName, List<TopicQueues> said, TopicTable topics) {
        long edition = topics.edition(brokerName); // before the topics are looked at
        var placements = new Placements(brokerName);
        var verdict = new Verdict();
        var names = new HashSet<String>((int) (said.size() / 0.75f) + 1);
        var differing = new ArrayList<Difference>();
        for (var topic : said) {
            names.add(topic.topic());
            var placement = placements.of(topic.queues());
            var layout = topics.layout(topic.topic());
            if (layout == null || !verdict.of(layout, placement)) {
                differing.add(new Difference(topic.topic(), placement));
            }
        }
        return new Comparison(edition, names.size() == said.size() ? differing : all(said, placements), names);
    }

    /** What is said twice is to be put twice: the last one counts. */
    private static List<Difference> all(List<TopicQueues> said, Placements placements) {
        return said.stream()
                .map(topic -> new Difference(topic.topic(), placements.of(topic.queues())))
                .toList();
    }

    /** The placements of one broker group, each once. */
    private static final class Placements {
        private final String brokerName;
        private final HashMap<Queues, Placement> known = new HashMap<>();
        private Placement last;

        Placements(String brokerName) {
            this.brokerName = brokerName;
            this.last = new Placement(brokerName, new Queues(0, 0, 0, 0));
        }

        Placement of(Queues queues) {
            if (!last.queues().equals(queues)) {
                last = known.computeIfAbsent(queues, unseen -> new Placement(brokerName, unseen));
            }
            return last;
        }
    }

    /** Whether a layout has a placement. Neighbours mostly share both, so the last answer is kept. */
    private static final class Verdict {
        private @Nullable Layout layout;
        private @Nullable Placement placement;
        private boolean has;

        boolean of(Layout asked, Placement wanted) {
            if (!asked.equals(layout) || !wanted.equals(placement)) {
                layout = asked;
                placement = wanted;
                has = asked.has(wanted);
            }
            return has;
        }
    }
}
