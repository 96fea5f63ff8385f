package io.lodestar.protocol.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.protocol.MalformedBodyException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** An entry of the topic table means the same behind others that look like it as it does alone. */
final class EntryTemplatesTest {
    private static final int TABLES = 6000;
    private static final int MAX_ENTRIES = 40;
    private static final String REAL = "\"%1$s\":{\"attributes\":{},\"order\":false,\"perm\":6,\"readQueueNums\":8,"
            + "\"topicFilterType\":\"SINGLE_TAG\",\"topicName\":\"%1$s\",\"topicSysFlag\":0,\"writeQueueNums\":8}";
    /** Entries that a reader by comparison may get wrong: the name twice, elsewhere, escaped, in other quotes, or none. */
    private static final String[] SHAPES = {
        REAL,
        REAL,
        REAL.replace(":8", ":4"),
        REAL.replace("SINGLE_TAG", "%1$s"),
        "\"%1$s\":{\"topicName\":\"%1$s\"}",
        "\"%1$s\" : { \"topicName\" : \"%1$s\", \"perm\" : 4 }",
        "'%1$s':{\"topicName\":\"%1$s\",\"perm\":2}",
        "\"%1$s\":{topicName:'%1$s',\"perm\":2}",
        "\"%1$s\":{\"topicName\":\"%1$s\",\"perm\":2,\"topicName\":\"%1$s\"}",
        "\"%1$s\":{\"topicName\":\"%1$s\",\"perm\":2,\"topicName\":\"other\"}",
        "\"%1$s\":{\"topicName\":\"other\",\"perm\":2,\"topicName\":\"%1$s\"}",
        "\"%1$s\":{\"attributes\":{\"topicName\":\"%1$s\"},\"topicName\":\"%1$s\"}",
        "\"%1$s\":{\"topicName\":\"%1$s\",\"attributes\":{\"topicName\":\"%1$s\"}}",
        "\"key\":{\"topicName\":\"%1$s\"}",
        "\"%1$s\":{\"topicName\":\"x%1$s\"}",
        "\"%1$s\":{\"topicName\":%1$s}",
        "\"%1$s\":{\"%1$s\":\"%1$s\",\"topicName\":\"%1$s\"}",
        "\"%1$s\":{\"topicName\":\"%1$s\",\"perm\":\"%1$s\"}",
        "\"%1$s\":{\"topicName\":\"%1$s\",\"order\":true,\"topicSysFlag\":1}",
    };

    private static final String[] NAMES = {
        "a",
        "b",
        "ab",
        "topicName",
        "perm",
        "1",
        "-1",
        "7",
        "",
        "T\\u0041",
        "T\\\"",
        "T'",
        "\u8ba2\u5355",
        "T\n",
        "%RETRY%a",
        "T,{}:"
    };

    @Test
    void eachEntryIsReadAsIfItStoodAlone() {
        int taken = 0;
        int refused = 0;
        for (long seed = 0; seed < TABLES; seed++) {
            List<String> entries = entries(new Random(seed));

            var together = read(String.join(",", entries));

            assertThat(together).as("seed %d: %s", seed, entries).isEqualTo(alone(entries));
            taken += together.isPresent() ? 1 : 0;
            refused += together.isPresent() ? 0 : 1;
        }
        assertThat(taken).as("tables that were read").isGreaterThan(TABLES / 10);
        assertThat(refused).as("tables that were refused").isGreaterThan(TABLES / 10);
    }

    @Test
    void topicsOfEqualSettingsShareThem() {
        var entries = new ArrayList<String>();
        for (int i = 0; i < 100; i++) {
            entries.add(REAL.replace("6", i % 7 == 0 ? "4" : "6").formatted("Topic-" + i));
        }

        List<TopicConfig> topics = read(String.join(",", entries)).orElseThrow();

        assertThat(topics).hasSize(100);
        for (int i = 0; i < 100; i++) {
            assertThat(topics.get(i))
                    .isEqualTo(new TopicConfig("Topic-" + i, new TopicSettings(8, 8, i % 7 == 0 ? 4 : 6, 0, false)));
            assertThat(topics.get(i).settings())
                    .isSameAs(topics.get(i % 7 == 0 ? 0 : 1).settings());
        }
    }

    @Test
    void anEntryThatEndsTooEarlyIsRefused() {
        String entries = REAL.formatted("a") + "," + REAL.formatted("b");

        for (int length = REAL.formatted("a").length() + 1; length < entries.length(); length++) {
            byte[] cut = ("{\"topicConfigTable\":{" + entries.substring(0, length)).getBytes(UTF_8);
            assertThat(readWrapper(cut)).as("cut after %d", length).isEmpty();
        }
    }

    private static List<String> entries(Random random) {
        var entries = new ArrayList<String>();
        String[] shapes = {shape(random), shape(random), shape(random)};
        for (int i = random.nextInt(MAX_ENTRIES); i >= 0; i--) {
            String name = random.nextInt(4) == 0 ? NAMES[random.nextInt(NAMES.length)] : "T" + random.nextInt(1000);
            entries.add(shapes[random.nextInt(shapes.length)].formatted(name));
        }
        if (random.nextInt(3) == 0) {
            damage(entries, random);
        }
        return entries;
    }

    private static String shape(Random random) {
        return SHAPES[random.nextInt(SHAPES.length)];
    }

    private static void damage(List<String> entries, Random random) {
        int index = random.nextInt(entries.size());
        var entry = new StringBuilder(entries.get(index));
        entry.setCharAt(random.nextInt(entry.length()), "\"\\ ':,{}1a".charAt(random.nextInt(10)));
        entries.set(index, entry.toString());
    }

    private static Optional<List<TopicConfig>> alone(List<String> entries) {
        var topics = new LinkedHashMap<String, TopicConfig>();
        for (String entry : entries) {
            var read = read(entry);
            if (read.isEmpty()) {
                return Optional.empty();
            }
            read.get().forEach(topic -> topics.put(topic.topic(), topic));
        }
        return Optional.of(List.copyOf(topics.values()));
    }

    private static Optional<List<TopicConfig>> read(String entries) {
        return readWrapper(("{\"topicConfigTable\":{" + entries + "}}").getBytes(UTF_8));
    }

    private static Optional<List<TopicConfig>> readWrapper(byte[] wrapper) {
        try {
            return Optional.of(
                    RegistrationBody.read(Bytes.of(wrapper), 0, false, 0).topics());
        } catch (MalformedBodyException refusal) {
            return Optional.empty();
        }
    }
}
