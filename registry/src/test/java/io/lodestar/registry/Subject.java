package io.lodestar.registry;

import java.time.Duration;
import java.util.List;

/**
 * What the model test drives: the registry, or the reference that it is compared with. Every answer is a value that can be compared, and
 * holds the changes that were told on the way.
 */
interface Subject {
    Picture.Answer register(Registration registration);

    Picture.Answer renew(BrokerReport report);

    Picture.Answer unregister(BrokerIdentity broker, String address, long connection);

    Picture.Answer connectionsLost(List<Long> connections);

    Picture.Answer expire();

    Picture.Answer wipeWritePermission(String brokerName);

    Picture.Answer restoreWritePermission(String brokerName);

    Picture.Answer putTopic(String topic, List<Placement> placements);

    Picture.Answer deleteTopic(String topic);

    Picture.Answer deleteTopic(String topic, String cluster);

    void advance(Duration duration);

    /** Puts a snapshot aside. */
    void keepSnapshot();

    /** Ends the process and starts another with the drains of now and the topics of a snapshot. */
    void restart(Memory memory);

    /** Returns all that can be read now. */
    Picture picture();

    /** What a process knows at its start, beside the drains. */
    enum Memory {
        /** The snapshot of the process's last moment. */
        LATEST,
        /** The snapshot that was put aside; nothing if none was. */
        OLDER,
        NOTHING
    }
}
