package io.lodestar.protocol.body;

import io.lodestar.protocol.MalformedBodyException;

/** What bytes above ASCII stand for. */
final class Utf8 {
    private static final int MAX_LENGTH = 4;

    private Utf8() {}

    /** Returns how many bytes the character has that starts at the window's next byte, which is above ASCII. */
    static int lengthAt(ByteWindow window) {
        boolean whole = window.has(MAX_LENGTH);
        int lead = window.bytes[window.at] & 0xff;
        int length = length(lead);
        if (!whole && !window.has(length)) {
            throw malformed();
        }
        int second = window.bytes[window.at + 1] & 0xff;
        if (second < lowestSecond(lead) || second > highestSecond(lead)) {
            throw malformed();
        }
        for (int i = 2; i < length; i++) {
            if ((window.bytes[window.at + i] & 0xc0) != 0x80) {
                throw malformed();
            }
        }
        return length;
    }

    private static int length(int lead) {
        if (lead < 0xc2 || lead > 0xf4) {
            throw malformed();
        }
        return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : MAX_LENGTH;
    }

    /** Neither shorter spellings of a character nor halves of surrogate pairs are UTF-8. */
    private static int lowestSecond(int lead) {
        return switch (lead) {
            case 0xe0 -> 0xa0;
            case 0xf0 -> 0x90;
            default -> 0x80;
        };
    }

    private static int highestSecond(int lead) {
        return switch (lead) {
            case 0xed -> 0x9f;
            case 0xf4 -> 0x8f;
            default -> 0xbf;
        };
    }

    private static MalformedBodyException malformed() {
        return new MalformedBodyException("body is not UTF-8");
    }
}
