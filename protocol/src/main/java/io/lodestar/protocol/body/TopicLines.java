package io.lodestar.protocol.body;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.NameRule;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the topics of a compressed registration, one line each (protocol 4.2). What follows the name says the same as
 * in the line before, if it has the same bytes, and is then not parsed (decision 12). Confined to one thread.
 */
final class TopicLines {
    private static final int PARTS = 5;

    private final NameRule names;
    private final Map<TopicSettings, TopicSettings> known = new HashMap<>();
    /** What follows the name in the line that was parsed last, from the blank on. */
    private byte[] lastRest = new byte[0];

    private TopicSettings lastSettings = TopicSettings.DEFAULT;

    TopicLines(NameRule names) {
        this.names = names;
    }

    /** Returns the topic of a line. */
    TopicConfig read(byte[] bytes, int length) {
        int name = JsonScanner.endOfPlain(bytes, 0, length);
        int blank = 0;
        while (blank < name && bytes[blank] != ' ') {
            blank++;
        }
        if (blank > 0
                && blank < name
                && blank <= names.maxLength()
                && Arrays.equals(bytes, blank, length, lastRest, 0, lastRest.length)) {
            return new TopicConfig(new String(bytes, 0, blank, ISO_8859_1), lastSettings);
        }
        TopicConfig topic = parse(text(bytes, length));
        if (blank < name) {
            lastRest = Arrays.copyOfRange(bytes, blank, length);
            lastSettings = topic.settings();
        }
        return topic;
    }

    private static String text(byte[] bytes, int length) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
        } catch (CharacterCodingException noText) {
            throw new MalformedBodyException("topic is not UTF-8", noText);
        }
    }

    private TopicConfig parse(String line) {
        String[] parts = line.split(" ", PARTS + 1);
        if (parts.length < PARTS) {
            throw new MalformedBodyException("topic line \"" + JsonCursor.shortened(line) + "\" has " + parts.length
                    + " parts where " + PARTS + " are due");
        }
        requireFilterType(parts[4]);
        var settings = new TopicSettings(number(parts[1]), number(parts[2]), number(parts[3]), 0, false);
        return new TopicConfig(names.checked("topic", parts[0]), known.computeIfAbsent(settings, unseen -> settings));
    }

    private static void requireFilterType(String name) {
        if (!name.equals("SINGLE_TAG") && !name.equals("MULTI_TAG")) {
            throw new MalformedBodyException("topic filter type \"" + JsonCursor.shortened(name) + "\" is unknown");
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw new MalformedBodyException(
                    "topic line has \"" + JsonCursor.shortened(text) + "\" where a 32-bit number is due", notANumber);
        }
    }
}
