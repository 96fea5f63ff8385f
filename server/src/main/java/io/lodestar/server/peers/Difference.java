package io.lodestar.server.peers;

/**
 * Something that two name servers do not know alike.
 *
 * @param name of the topic, of the broker group, {@code namespace/key} of a KV entry, or of the configuration's key
 * @param sinceMillis when it was first seen, in milliseconds since 1970
 * @param detail what differs, in words
 */
public record Difference(String name, Kind kind, long sinceMillis, String detail) {
    /** In what way. */
    public enum Kind {
        /** Only the other one has it. */
        MISSING_HERE("missing here"),
        /** Only this one has it. */
        MISSING_THERE("missing there"),
        /** Both have it. */
        DIFFERS("differs");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** Returns the words for it. */
        public String text() {
            return text;
        }
    }
}
