package io.lodestar.registry;

import java.time.Duration;
import java.util.List;

/** One operation of a model test. It holds all that it needs, so a sequence stays one when steps are cut out of it. */
sealed interface Step {
    /** Does the step, and returns what was answered. */
    Object applyTo(Subject subject);

    record Register(Registration registration) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            return subject.register(registration);
        }
    }

    record Renew(BrokerAddress address) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            return subject.renew(address);
        }
    }

    record Unregister(BrokerIdentity broker, String address) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            return subject.unregister(broker, address);
        }
    }

    record LoseConnection(long connection) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            return subject.connectionLost(connection);
        }
    }

    record Expire() implements Step {
        @Override
        public Object applyTo(Subject subject) {
            return subject.expire();
        }
    }

    record Wipe(String brokerName) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            return subject.wipeWritePermission(brokerName);
        }
    }

    record Restore(String brokerName) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            return subject.restoreWritePermission(brokerName);
        }
    }

    record PutTopic(String topic, List<Placement> placements) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            subject.putTopic(topic, placements);
            return "";
        }
    }

    record DeleteTopic(String topic) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            subject.deleteTopic(topic);
            return "";
        }
    }

    record DeleteTopicInCluster(String topic, String cluster) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            subject.deleteTopic(topic, cluster);
            return "";
        }
    }

    record Advance(Duration duration) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            subject.advance(duration);
            return "";
        }
    }
}
