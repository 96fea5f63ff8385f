package io.lodestar.transport;

/**
 * How long slow peers are borne. Time that a process of ours stands still does not count, nor does the time in which it does not read.
 *
 * @param senderSeconds for a frame that was begun to be whole, beside the time that its length takes at {@value #BYTES_A_SECOND} bytes a second; 0 for ever
 * @param readerSeconds for unsent bytes to become fewer; 0 for ever
 */
record Patience(int senderSeconds, int readerSeconds) {
    static final Patience ENDLESS = new Patience(0, 0);
    /** Less than any network has that a broker is run on. */
    static final int BYTES_A_SECOND = 16 * 1024;

    boolean isOverForSender(int seconds, int frameLength) {
        return senderSeconds > 0 && seconds > senderSeconds + frameLength / BYTES_A_SECOND;
    }

    boolean isOverForReader(int seconds) {
        return readerSeconds > 0 && seconds > readerSeconds;
    }
}
