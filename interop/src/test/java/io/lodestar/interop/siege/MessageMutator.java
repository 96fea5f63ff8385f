package io.lodestar.interop.siege;

import io.lodestar.interop.siege.Message.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Spoils a request in its parts; its frame and the syntax of its header stay right unless an odd text breaks the latter. */
final class MessageMutator {
    private static final List<String> KNOWN_FIELDS = List.of(
            "topic",
            "brokerName",
            "brokerAddr",
            "clusterName",
            "brokerId",
            "compressed",
            "bodyCrc32",
            "namespace",
            "key",
            "heartbeatTimeoutMillis",
            "enableActingMaster",
            "__ZONE_NAME",
            "__ZONE_MODE",
            "AccessKey",
            "Signature");

    private static final int MAX_COPIES = 300;
    private static final int MAX_COPIED = 200_000;

    private final Chance chance;

    MessageMutator(Chance chance) {
        this.chance = chance;
    }

    /** Returns the request with something changed. */
    Message mutate(Message message) {
        return switch (chance.below(10)) {
            case 0 -> head(message);
            case 1 -> message.withRemark(text(message.head().binary()));
            case 2, 3, 4 -> fields(message);
            default -> message.body().length == 0 ? fields(message) : body(message);
        };
    }

    private Message head(Message message) {
        var head = message.head();
        return message.withHead(
                switch (chance.below(4)) {
                    case 0 -> head.withCode(chance.anyInt());
                    case 1 -> head.withVersion(chance.anyInt());
                    case 2 -> head.withFlag(chance.anyInt());
                    default -> head.withOpaque(chance.anyInt());
                });
    }

    private Message fields(Message message) {
        boolean binary = message.head().binary();
        var fields = new ArrayList<>(message.fields());
        if (fields.isEmpty() || chance.oneIn(8)) {
            fields.add(new Field(chance.of(KNOWN_FIELDS), text(binary)));
            return message.withFields(fields);
        }
        int at = chance.below(fields.size());
        var field = fields.get(at);
        switch (chance.below(8)) {
            case 0 -> fields.remove(at);
            case 1 -> fields.add(field);
            case 2 -> fields.set(at, new Field(text(binary), field.value()));
            case 3 -> fields.set(at, new Field(chance.of(KNOWN_FIELDS), field.value()));
            case 4 -> fields.addAll(Collections.nCopies(1 + chance.below(copies(field)), field));
            default -> fields.set(at, new Field(field.name(), text(binary)));
        }
        return message.withFields(fields);
    }

    /** Many of a short one, and a few of a long one: what is merely large is left to the siege. */
    private static int copies(Field field) {
        return Math.min(MAX_COPIES, MAX_COPIED / (1 + field.value().length()));
    }

    /** Most texts in a JSON header are made fit for one: else few requests would get past it. */
    private String text(boolean binary) {
        String text = text();
        return binary || chance.oneIn(20) ? text : Raw.json(text);
    }

    private String text() {
        return chance.of(chance.oneIn(3) ? Oddities.NUMBERS : Oddities.TEXTS);
    }

    /** The checksum is made to fit most bodies: else nobody would look into them. */
    private Message body(Message message) {
        boolean packed = message.body()[0] == 0x78;
        var spoiled = message.withBody(packed ? packed(message.body()) : plain(message.body()));
        boolean isChecked =
                message.fields().stream().anyMatch(field -> field.name().equals("bodyCrc32"));
        return isChecked && !chance.oneIn(20) ? Bodies.checked(spoiled) : spoiled;
    }

    private byte[] plain(byte[] body) {
        if (chance.oneIn(4)) {
            return new ByteMutator(chance).mutate(body);
        }
        return Raw.bytes(new JsonMutator(chance).mutate(Raw.of(body)));
    }

    private byte[] packed(byte[] body) {
        return switch (chance.below(4)) {
            case 0 -> new ByteMutator(chance).mutate(body);
            case 1 -> Zlib.deflate(new ByteMutator(chance).mutate(Zlib.inflate(body)), chance.below(10));
            default -> Zlib.deflate(Section.written(sections(Section.read(Zlib.inflate(body)))));
        };
    }

    private List<Section> sections(List<Section> read) {
        var sections = new ArrayList<>(read.isEmpty() ? List.of(Section.text(text())) : read);
        int at = chance.below(sections.size());
        var section = sections.get(at);
        switch (chance.below(7)) {
            case 0 -> sections.set(at, new Section(chance.anyInt(), section.text()));
            case 1 -> sections.remove(at);
            case 2 -> sections.addAll(at, Collections.nCopies(1 + chance.below(200), section));
            case 3 -> Collections.swap(sections, at, chance.below(sections.size()));
            case 4 -> sections.set(at, Section.text(new JsonMutator(chance).mutate(section.text())));
            case 5 -> sections.set(at, Section.text(section.text().replace(chance.oneIn(2) ? " " : "1", text())));
            default -> sections.set(at, Section.text(text()));
        }
        return sections;
    }
}
