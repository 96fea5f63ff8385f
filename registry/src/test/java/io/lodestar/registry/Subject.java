package io.lodestar.registry;

import java.time.Duration;
import java.util.List;

/** What the model test drives: the registry, or the reference that it is compared with. Every answer is a value that can be compared. */
interface Subject {
    Object register(Registration registration);

    Object renew(BrokerAddress address);

    Object unregister(BrokerIdentity broker, String address);

    Object connectionLost(long connection);

    Object expire();

    Object wipeWritePermission(String brokerName);

    Object restoreWritePermission(String brokerName);

    void putTopic(String topic, List<Placement> placements);

    void deleteTopic(String topic);

    void deleteTopic(String topic, String cluster);

    void advance(Duration duration);

    /** Returns all that can be read now. */
    Picture picture();
}
