package io.lodestar.transport;

/** Looks, once a second, whether a peer is too slow with what it has begun to send or to read. Confined to the event loop. */
final class Watch {
    /** For a peer to take the last words of a connection that is given up. */
    private static final int PARTING_SECONDS = 2;

    private final ChannelConnection connection;
    private int frame;
    /** By how much less has arrived of the frame than should have. */
    private long owedBytes;

    private int arrivedBytes;
    private int readerSeconds;
    private int partingSeconds;
    private long unsentBytes;

    Watch(ChannelConnection connection) {
        this.connection = connection;
        this.frame = connection.intake().framesCut();
    }

    ChannelConnection connection() {
        return connection;
    }

    /** Passes a second; returns whether there is something left to look at. */
    boolean passSecond(Patience patience) {
        if (!connection.isOpen()) {
            return false;
        }
        if (connection.isParting()) {
            return passParting();
        }
        boolean sends = passSender(patience);
        boolean reads = passReader(patience);
        return sends || reads;
    }

    private boolean passParting() {
        partingSeconds++;
        if (partingSeconds > PARTING_SECONDS) {
            connection.close();
        }
        return true;
    }

    private boolean passSender(Patience patience) {
        boolean begun =
                connection.attendance().isBeginning() || connection.intake().isBegun();
        boolean another = connection.intake().framesCut() != frame;
        frame = connection.intake().framesCut();
        int arrivedBefore = another ? 0 : arrivedBytes;
        arrivedBytes = connection.intake().heldBytes();
        if (!begun || another) {
            owedBytes = 0;
        } else if (connection.mayRead()) {
            owedBytes = Math.max(0, owedBytes + Patience.BYTES_A_SECOND - Math.max(0, arrivedBytes - arrivedBefore));
        }
        if (patience.isOverForSender(owedBytes)) {
            connection.giveUp(
                    ConnectionRefusal.SLOW_SENDER,
                    "what it began to send comes too slowly: " + arrivedBytes + " bytes by now");
        }
        return begun;
    }

    private boolean passReader(Patience patience) {
        long before = unsentBytes;
        unsentBytes = Attendance.unsentBytes(connection.channel());
        readerSeconds = unsentBytes > 0 && unsentBytes == before ? readerSeconds + 1 : 0;
        if (patience.isOverForReader(readerSeconds)) {
            connection.giveUp(
                    ConnectionRefusal.SLOW_READER,
                    "it has read nothing of " + unsentBytes + " bytes for " + readerSeconds + " s");
        }
        return unsentBytes > 0;
    }
}
