package io.lodestar.transport;

/**
 * How long slow peers are borne. Time that a process of ours stands still does not count, nor does the time in which it does not read.
 *
 * @param senderSeconds how far what arrives of a frame may be behind {@value #BYTES_A_SECOND} bytes a second; 0 for any
 * @param readerSeconds for unsent bytes to become fewer; 0 for ever
 */
record Patience(int senderSeconds, int readerSeconds) {
    static final Patience ENDLESS = new Patience(0, 0);
    /** Less than any network has that a broker is run on. */
    static final int BYTES_A_SECOND = 16 * 1024;

    boolean isOverForSender(long owedBytes) {
        return senderSeconds > 0 && owedBytes > (long) senderSeconds * BYTES_A_SECOND;
    }

    boolean isOverForReader(int seconds) {
        return readerSeconds > 0 && seconds > readerSeconds;
    }
}
