package io.lodestar.registry;

import java.time.Duration;
import java.util.List;

/** One operation of a model test. It holds all that it needs, so a sequence stays one when steps are cut out of it. */
sealed interface Step {
    /** Does the step, and returns what was answered. */
    Object applyTo(Subject subject);

    /** A broker registers. */
    record Register(Registration registration) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            return subject.register(registration);
        }
    }

    /** A heartbeat or a question for the data version. */
    record Renew(BrokerAddress address) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            return subject.renew(address);
        }
    }

    /** A broker says goodbye. */
    record Unregister(BrokerIdentity broker, String address) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            return subject.unregister(broker, address);
        }
    }

    /** A connection closes. */
    record LoseConnection(long connection) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            return subject.connectionLost(connection);
        }
    }

    /** Someone looks for brokers past their lease. */
    record Expire() implements Step {
        @Override
        public Object applyTo(Subject subject) {
            return subject.expire();
        }
    }

    /** A broker name is drained. */
    record Wipe(String brokerName) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            return subject.wipeWritePermission(brokerName);
        }
    }

    /** A drain is lifted. */
    record Restore(String brokerName) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            return subject.restoreWritePermission(brokerName);
        }
    }

    /** A topic is put on broker groups. */
    record PutTopic(String topic, List<Placement> placements) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            subject.putTopic(topic, placements);
            return "";
        }
    }

    /** A topic is deleted everywhere. */
    record DeleteTopic(String topic) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            subject.deleteTopic(topic);
            return "";
        }
    }

    /** A topic is deleted in one cluster. */
    record DeleteTopicInCluster(String topic, String cluster) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            subject.deleteTopic(topic, cluster);
            return "";
        }
    }

    /** Time passes. */
    record Advance(Duration duration) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            subject.advance(duration);
            return "";
        }
    }
}
