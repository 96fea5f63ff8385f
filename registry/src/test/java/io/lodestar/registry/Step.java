package io.lodestar.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One operation of a model test. It holds all that it needs, so a sequence stays one when steps are cut out of it. */
sealed interface Step {
    OperationKind kind();

    /** Does the step, and returns what was answered. */
    Object applyTo(Subject subject);

    /** A broker registers. */
    record Register(OperationKind kind, Registration registration) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            return subject.register(registration);
        }
    }

    /** A heartbeat or a question for the data version. */
    record Renew(OperationKind kind, BrokerReport report) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            return subject.renew(report);
        }
    }

    /** A broker says goodbye. */
    record Unregister(OperationKind kind, BrokerIdentity broker, String address, long connection) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            return subject.unregister(broker, address, connection);
        }
    }

    /** Connections close, all at once. */
    record LoseConnections(OperationKind kind, List<Long> connections) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            return subject.connectionsLost(connections);
        }
    }

    /** Someone looks for brokers past their lease. */
    record Tick(OperationKind kind) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            return subject.expire();
        }
    }

    /** A moment passes that is too short for a tick, or somebody sleeps through the ticks. */
    record Advance(OperationKind kind, Duration duration) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            subject.advance(duration);
            return "";
        }
    }

    /** Time passes, with all its ticks, and some brokers report every second. */
    record Pass(OperationKind kind, int ticks, List<BrokerReport> heartbeats) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            var answers = new ArrayList<Picture.Answer>();
            for (int tick = 0; tick < ticks; tick++) {
                subject.advance(Registry.TICK);
                answers.add(subject.expire());
                if (tick % 2 == 0) {
                    heartbeats.forEach(report -> answers.add(subject.renew(report)));
                }
            }
            answers.removeIf(Picture.Answer::isSilent);
            return answers;
        }
    }

    /** A broker name is drained. */
    record Wipe(OperationKind kind, String brokerName) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            return subject.wipeWritePermission(brokerName);
        }
    }

    /** A drain is lifted. */
    record Restore(OperationKind kind, String brokerName) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            return subject.restoreWritePermission(brokerName);
        }
    }

    /** A topic is put on broker groups. */
    record PutTopic(OperationKind kind, String topic, List<Placement> placements) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            return subject.putTopic(topic, placements);
        }
    }

    /** A topic is deleted everywhere. */
    record DeleteTopic(OperationKind kind, String topic) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            return subject.deleteTopic(topic);
        }
    }

    /** A topic is deleted in one cluster. */
    record DeleteTopicInCluster(OperationKind kind, String topic, String cluster) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            return subject.deleteTopic(topic, cluster);
        }
    }

    /** A snapshot is put aside. */
    record KeepSnapshot(OperationKind kind) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            subject.keepSnapshot();
            return "";
        }
    }

    /** The process ends and another starts. */
    record Restart(OperationKind kind, Subject.Memory memory) implements Step {
        @Override
        public Object applyTo(Subject subject) {
            subject.restart(memory);
            return "";
        }
    }
}
