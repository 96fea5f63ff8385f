package io.lodestar.protocol.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Topics are collected as a map that keeps the order of its keys would. */
final class TopicCollectorTest {
    @Test
    void namesThatComeAgainReplaceTheirTopic() {
        for (long seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            int names = 1 + random.nextInt(300);

            var sent = new ArrayList<TopicConfig>();
            for (int i = 0; i < 1000; i++) {
                sent.add(new TopicConfig("T" + random.nextInt(names), new TopicSettings(i, i, 6, 0, false)));
            }

            assertThat(collected(sent)).as("seed %d", seed).isEqualTo(expected(sent));
        }
    }

    @Test
    void namesWhoseHashesCollideAreKeptApart() {
        List<String> names = List.of("");
        for (int i = 0; i < 17; i++) { // so many that a search for each would take minutes
            names = names.stream()
                    .flatMap(name -> List.of(name + "Aa", name + "BB").stream())
                    .toList();
        }
        assertThat(names.stream().map(String::hashCode).distinct()).as("hashes").hasSize(1);

        var sent = new ArrayList<TopicConfig>();
        for (int round = 0; round < 2; round++) {
            for (String name : names) {
                sent.add(new TopicConfig(name, new TopicSettings(round, 1, 6, 0, false)));
            }
        }

        assertThat(collected(sent)).isEqualTo(expected(sent)).hasSize(1 << 17);
    }

    private static List<TopicConfig> collected(List<TopicConfig> sent) {
        var collector = new TopicCollector();
        sent.forEach(collector::put);
        return collector.toList();
    }

    private static List<TopicConfig> expected(List<TopicConfig> sent) {
        var topics = new LinkedHashMap<String, TopicConfig>();
        sent.forEach(topic -> topics.put(topic.topic(), topic));
        return List.copyOf(topics.values());
    }
}
