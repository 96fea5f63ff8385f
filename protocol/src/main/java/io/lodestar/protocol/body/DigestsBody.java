package io.lodestar.protocol.body;

import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.json.JsonDialect;
import io.lodestar.protocol.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Parts of the trees of digests that stand for what a name server knows (code 24007).
 *
 * @param format which rules the digests were made by; digests of two formats cannot be compared
 * @param nodes the roots, or the children that were asked for; those without an entry below them are left out
 * @param facts what entries say; several entries may share them
 * @param entries the entries of the leaves that were asked for, by name
 * @param more whether entries after the last one were left out, since there are too many
 */
public record DigestsBody(
        int format, List<Node> nodes, List<SortedMap<String, String>> facts, List<Entry> entries, boolean more) {
    /** Copies the lists. */
    public DigestsBody {
        nodes = List.copyOf(nodes);
        facts = facts.stream()
                .map(each -> Collections.unmodifiableSortedMap(new TreeMap<>(each)))
                .toList();
        entries = List.copyOf(entries);
    }

    /**
     * One node of a tree.
     *
     * @param path where it stands: two hexadecimal digits for each step from the root; of a root, the name of its subject
     * @param count how many entries are below it
     * @param digest of all of them, 32 hexadecimal digits
     */
    public record Node(String path, long count, String digest) {
        private static Node read(JsonCursor cursor) {
            String path = "";
            long count = 0;
            String digest = "";
            cursor.object();
            while (cursor.nextMember()) {
                switch (cursor.name()) {
                    case "path" -> path = cursor.text().orElse("");
                    case "count" -> count = cursor.int64();
                    case "digest" -> digest = cursor.text().orElse("");
                    default -> cursor.skip();
                }
            }
            return new Node(path, count, digest);
        }

        private void writeTo(JsonWriter json) {
            json.startObject();
            json.name("path").value(path);
            json.name("count").value(count);
            json.name("digest").value(digest);
            json.endObject();
        }
    }

    /**
     * Something that is compared.
     *
     * @param name what it is called
     * @param facts which of the body's facts are its own, counted from 0
     */
    public record Entry(String name, int facts) {
        private static Entry read(JsonCursor cursor) {
            String name = "";
            int facts = 0;
            cursor.object();
            while (cursor.nextMember()) {
                switch (cursor.name()) {
                    case "name" -> name = cursor.text().orElse("");
                    case "facts" -> facts = cursor.int32();
                    default -> cursor.skip();
                }
            }
            return new Entry(name, facts);
        }

        private void writeTo(JsonWriter json) {
            json.startObject();
            json.name("name").value(name);
            json.name("facts").value(facts);
            json.endObject();
        }
    }

    /**
     * Reads digests.
     *
     * @throws MalformedBodyException when the bytes are no such body
     */
    public static DigestsBody read(ByteBuf body) {
        return JsonSource.DEFAULT.read(body, DigestsBody::read);
    }

    private static DigestsBody read(JsonCursor cursor) {
        int format = 0;
        var nodes = new ArrayList<Node>();
        var facts = new ArrayList<SortedMap<String, String>>();
        var entries = new ArrayList<Entry>();
        boolean more = false;
        cursor.object();
        while (cursor.nextMember()) {
            switch (cursor.name()) {
                case "format" -> format = cursor.int32();
                case "nodes" -> Members.each(cursor, () -> nodes.add(Node.read(cursor)));
                case "facts" -> Members.each(cursor, () -> facts.add(readFacts(cursor)));
                case "entries" -> Members.each(cursor, () -> entries.add(Entry.read(cursor)));
                case "more" -> more = cursor.truth();
                default -> cursor.skip();
            }
        }
        return new DigestsBody(format, nodes, facts, entries, more);
    }

    private static SortedMap<String, String> readFacts(JsonCursor cursor) {
        var facts = new TreeMap<String, String>();
        cursor.object();
        while (cursor.nextMember()) {
            var name = cursor.name();
            facts.put(name, cursor.text().orElse(""));
        }
        return facts;
    }

    /** Appends the body, which is the same in both dialects. */
    public void writeTo(ByteBuf out) {
        var json = new JsonWriter(out, JsonDialect.STANDARD);
        json.startObject();
        json.name("format").value(format);
        json.name("nodes").startArray();
        nodes.forEach(node -> node.writeTo(json));
        json.endArray();
        json.name("facts").startArray();
        facts.forEach(each -> writeFacts(json, each));
        json.endArray();
        json.name("entries").startArray();
        entries.forEach(entry -> entry.writeTo(json));
        json.endArray();
        json.name("more").value(more);
        json.endObject();
    }

    private static void writeFacts(JsonWriter json, SortedMap<String, String> facts) {
        json.startObject();
        facts.forEach((name, value) -> json.name(name).value(value));
        json.endObject();
    }
}
