package io.lodestar.protocol;

import java.util.Locale;

/**
 * What a name must be that the name server keeps or tells others: of a topic, broker, cluster or zone, an address, a KV namespace or key.
 *
 * @param maxLength characters of it
 */
public record NameRule(int maxLength) {
    /** Far above what real peers send: topics have at most 255 characters and a prefix. */
    public static final NameRule DEFAULT = new NameRule(1024);

    /** Refuses a rule that real names break. */
    public NameRule {
        if (maxLength < 1) {
            throw new IllegalArgumentException("names are limited to " + maxLength + " characters");
        }
    }

    /**
     * Returns the name if it is one.
     *
     * @param kind what it names
     * @throws LimitExceededException when it is too long
     * @throws MalformedBodyException when it holds a control character or half of a surrogate pair: neither can be shown, and the latter not be sent
     */
    public String checked(String kind, String name) {
        if (name.length() > maxLength) {
            throw new LimitExceededException(kind + " of " + name.length() + " characters", "nameMaxLength", maxLength);
        }
        for (int at = 0; at < name.length(); at++) {
            char character = name.charAt(at);
            if (Character.isISOControl(character)) {
                throw misspelt(kind, at, "is the control character " + code(character));
            }
            if (Character.isSurrogate(character)) {
                if (!isPair(name, at)) {
                    throw misspelt(kind, at, "is half of a surrogate pair, " + code(character));
                }
                at++;
            }
        }
        return name;
    }

    private static boolean isPair(String name, int at) {
        return at + 1 < name.length() && Character.isSurrogatePair(name.charAt(at), name.charAt(at + 1));
    }

    private static MalformedBodyException misspelt(String kind, int at, String what) {
        return new MalformedBodyException(kind + " is no name: its character " + (at + 1) + " " + what);
    }

    private static String code(char character) {
        return String.format(Locale.ROOT, "U+%04X", (int) character);
    }
}
