package io.lodestar.protocol.body;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * The last few different entries of a topic table, without their names. Confined to one thread.
 *
 * <pre>
 *  "TopicA":{"attributes":{},"order":false,…,"topicName":"TopicA","topicSysFlag":0,"writeQueueNums":8}
 *   |name||&lt;----------------- between -----------------&gt;||name||&lt;------------ after -------------&gt;|
 * </pre>
 *
 * <p>An entry of the same bytes around its name, given twice, has the same settings whatever those bytes mean: a name
 * is taken only if it means itself, so it changes the meaning of nothing else. Where in the entry the name stands was found by the parser.
 */
final class EntryTemplates {
    /** Longer entries are not worth their memory. */
    static final int MAX_ENTRY_BYTES = 2048;

    private static final int MAX_TEMPLATES = 16;
    private static final int MAX_TRIES = 256;
    private static final Template NONE = new Template(new byte[] {0}, new byte[0], TopicSettings.DEFAULT);

    private final int maxNameLength;
    private final Template[] templates = new Template[MAX_TEMPLATES];
    private int used;
    /** How many entries may still be learned in vain; each one that is met again earns another try. */
    private int tries = MAX_TRIES;

    private String name = "";
    private TopicSettings settings = TopicSettings.DEFAULT;

    EntryTemplates(int maxNameLength) {
        this.maxNameLength = maxNameLength;
        Arrays.fill(templates, NONE);
    }

    /** The bytes of an entry around its name, and what they say. */
    private record Template(byte[] between, byte[] after, TopicSettings settings) {
        /** Returns where the entry ends whose name lies there, or -1 if it is another one. */
        int end(byte[] bytes, int nameFrom, int nameTo, int limit) {
            int again = nameTo + between.length;
            int rest = again + nameTo - nameFrom;
            int end = rest + after.length;
            return end <= limit
                            && Arrays.equals(bytes, nameTo, again, between, 0, between.length)
                            && Arrays.equals(bytes, again, rest, bytes, nameFrom, nameTo)
                            && Arrays.equals(bytes, rest, end, after, 0, after.length)
                    ? end
                    : -1;
        }
    }

    /** Returns where the entry ends that starts there, if it is like a recent one, and keeps its name and settings; -1 otherwise. */
    int match(byte[] bytes, int from, int limit) {
        if (from >= limit || bytes[from] != '"') {
            return -1;
        }
        int nameFrom = from + 1;
        int nameTo = JsonScanner.endOfPlain(bytes, nameFrom, limit);
        if (nameTo - nameFrom > maxNameLength) {
            return -1;
        }
        for (int i = 0; i < used; i++) {
            Template template = templates[i];
            int end = template.end(bytes, nameFrom, nameTo, limit);
            if (end >= 0) {
                name = new String(bytes, nameFrom, nameTo - nameFrom, ISO_8859_1);
                settings = template.settings;
                tries = Math.min(tries + 1, MAX_TRIES);
                moveForward(i);
                return end;
            }
        }
        return -1;
    }

    /** Lets those that are met often be met early. */
    private void moveForward(int index) {
        if (index > 0) {
            Template template = templates[index];
            templates[index] = templates[index - 1];
            templates[index - 1] = template;
        }
    }

    /** Returns whether it is worth to {@link #learn} more. */
    boolean isCurious() {
        return tries > 0;
    }

    /** Returns the name of the entry that was matched last. */
    String name() {
        return name;
    }

    /** Returns the settings of the entry that was matched last. */
    TopicSettings settings() {
        return settings;
    }

    /**
     * Keeps an entry for comparison, if its key and its name are the same and mean themselves.
     *
     * @param entry its bytes from its key on; none when there are too many
     * @param nameAt where the name's value begins among them
     */
    void learn(TopicConfig config, byte[] entry, int nameAt) {
        tries--;
        byte[] quoted = ('"' + config.topic() + '"').getBytes(ISO_8859_1);
        int length = config.topic().length();
        boolean plain = JsonScanner.endOfPlain(quoted, 1, quoted.length) == length + 1;
        if (plain && startsAt(entry, 0, quoted) && startsAt(entry, nameAt, quoted)) {
            var template = new Template(
                    Arrays.copyOfRange(entry, 1 + length, nameAt + 1),
                    Arrays.copyOfRange(entry, nameAt + 1 + length, entry.length),
                    config.settings());
            used = Math.min(used + 1, MAX_TEMPLATES);
            templates[used - 1] = template; // instead of the one that was met least
        }
    }

    private static boolean startsAt(byte[] entry, int from, byte[] text) {
        int to = from + text.length;
        return to <= entry.length && Arrays.equals(entry, from, to, text, 0, text.length);
    }
}
