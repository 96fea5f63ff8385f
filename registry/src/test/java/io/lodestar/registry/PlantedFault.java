package io.lodestar.registry;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Mistakes that a registry might make, each put into the reference from outside. The model test must find every one of them. */
enum PlantedFault {
    FORGETS_DELETED_TOPICS(before(reference -> reference.topics.deletions.clear())),
    RETIRES_WITHOUT_WAITING(before(reference -> reference
            .topics
            .reports
            .values()
            .forEach(report -> report.last = report.last.minus(Duration.ofSeconds(11))))),
    NEVER_RETIRES(before(reference -> reference.topics.reports.clear())),
    RETIRES_WHAT_WAS_NAMED_ALONE(before(reference -> reference.topics.namedAlone.clear())),
    TELLS_CONFLICTS_EVERY_TIME(before(reference -> reference.news.conflictsTold.clear())),
    FORGETS_DRAINS_ON_RESTART(onRestart(reference -> reference.brokers.drains.clear())),
    FORGETS_TOPICS_ON_RESTART(onRestart(reference -> reference.topics.queues.clear())),
    FORGETS_MAPPINGS_ON_RESTART(onRestart(reference -> reference.topics.mappings.clear())),
    TRUSTS_ITS_SNAPSHOT(onRestart(reference -> reference.brokers.all.forEach(broker -> broker.verified = true))),
    GIVES_NO_GRACE_AFTER_START(onRestart(reference -> reference.brokers.all.forEach(
            broker -> broker.reportedAt = broker.reportedAt.minus(Duration.ofSeconds(6))))),
    EXPIRES_AFTER_A_STALL((reference, call) -> {
        if (call.is("expire")) {
            reference.lastTick = reference.now;
        }
        return call.proceed();
    }),
    BINDS_NO_HEARTBEAT((reference, call) -> {
        if (call.is("renew")) {
            var report = (BrokerReport) call.arguments[0];
            call.arguments[0] = new BrokerReport(report.address(), report.brokerName(), Long.MIN_VALUE);
        }
        return call.proceed();
    }),
    BINDS_WHOEVER_IS_NAMED((reference, call) -> {
        if (call.is("renew")) {
            var report = (BrokerReport) call.arguments[0];
            call.arguments[0] = new BrokerReport(report.address(), Optional.empty(), report.connection());
        }
        return call.proceed();
    }),
    TAKES_LATE_REGISTRATIONS(onRegistration((reference, said) -> {
        reference
                .brokers
                .memberAt(said.broker().brokerName(), said.address())
                .ifPresent(broker -> broker.connection = Optional.empty());
        return said;
    })),
    TAKES_SEATS_OF_THE_LIVING(onRegistration((reference, said) -> {
        occupant(reference, said).ifPresent(broker -> broker.verified = false);
        return said;
    })),
    KEEPS_SEATS_FOR_THE_SILENT(onRegistration((reference, said) -> {
        occupant(reference, said).ifPresent(broker -> broker.report(reference.leaseTime()));
        return said;
    })),
    IGNORES_STATE_VERSIONS(onRegistration((reference, said) -> {
        var version = said.content().version().map(known -> new DataVersion(9, known.timestamp(), known.counter()));
        return with(said, said.content().topics(), version);
    })),
    TAKES_INCREMENTS_FROM_STRANGERS(onRegistration((reference, said) -> {
        var topics = said.content().topics();
        var twice = List.of(topics, topics).stream().flatMap(List::stream).toList();
        return with(said, topics.size() == 1 ? twice : topics, said.content().version());
    })),
    TRUSTS_VERSIONS(onRegistration((reference, said) -> {
        var version = said.content().version();
        boolean known = reference
                .brokers
                .memberAt(said.broker().brokerName(), said.address())
                .filter(broker -> broker.version.equals(version))
                .isPresent();
        return known ? with(said, List.of(), version) : said;
    })),
    TAKES_GOODBYE_FOR_ANY_CLUSTER((reference, call) -> {
        if (call.is("unregister")) {
            var said = (BrokerIdentity) call.arguments[0];
            reference
                    .brokers
                    .memberAt(said.brokerName(), (String) call.arguments[1])
                    .ifPresent(broker -> call.arguments[0] = broker.identity);
        }
        return call.proceed();
    }),
    TAKES_GOODBYE_ON_OLD_CONNECTIONS((reference, call) -> {
        if (call.is("unregister")) {
            call.arguments[2] = Long.MAX_VALUE;
        }
        return call.proceed();
    }),
    LOSES_ONE_BROKER_OF_A_CONNECTION((reference, call) -> {
        if (call.is("connectionsLost")) {
            reference.brokers.all.stream()
                    .filter(broker -> broker.connection
                            .filter(((List<?>) call.arguments[0])::contains)
                            .isPresent())
                    .skip(1)
                    .forEach(broker -> broker.connection = Optional.empty());
        }
        return call.proceed();
    }),
    DELETES_IN_EVERY_CLUSTER((reference, call) -> call.is("deleteTopic") && call.arguments.length == 2
            ? reference.deleteTopic((String) call.arguments[0])
            : call.proceed()),
    LIFTS_NO_DRAIN((reference, call) ->
            call.is("restoreWritePermission") ? reference.putTopic("", List.of()) : call.proceed());

    private final Trick trick;

    PlantedFault(Trick trick) {
        this.trick = trick;
    }

    /** Returns a reference that makes the mistake. */
    Subject subject() {
        var reference = new ReferenceRegistry(new Tally());
        return (Subject) Proxy.newProxyInstance(
                Subject.class.getClassLoader(),
                new Class<?>[] {Subject.class},
                (proxy, method, arguments) -> trick.play(reference, new Call(reference, method, arguments)));
    }

    /** What is done in place of a call. */
    @FunctionalInterface
    private interface Trick {
        Object play(ReferenceRegistry reference, Call call);
    }

    /** One call of the reference. Its arguments may be changed before it proceeds. */
    private static final class Call {
        private final ReferenceRegistry reference;
        private final Method method;
        private final Object[] arguments;

        Call(ReferenceRegistry reference, Method method, Object[] arguments) {
            this.reference = reference;
            this.method = method;
            this.arguments = arguments;
        }

        boolean is(String name) {
            return method.getName().equals(name);
        }

        Object proceed() {
            try {
                return method.invoke(reference, arguments);
            } catch (InvocationTargetException | IllegalAccessException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    private static Trick before(Consumer<ReferenceRegistry> mistake) {
        return (reference, call) -> {
            mistake.accept(reference);
            return call.proceed();
        };
    }

    private static Trick onRestart(Consumer<ReferenceRegistry> mistake) {
        return (reference, call) -> {
            var answer = call.proceed();
            if (call.is("restart")) {
                mistake.accept(reference);
            }
            return answer;
        };
    }

    private static Trick onRegistration(BiFunction<ReferenceRegistry, Registration, Registration> mistake) {
        return (reference, call) -> {
            if (call.is("register")) {
                call.arguments[0] = mistake.apply(reference, (Registration) call.arguments[0]);
            }
            return call.proceed();
        };
    }

    /** Returns who has the seat that is claimed from elsewhere. */
    private static Optional<ReferenceBroker> occupant(ReferenceRegistry reference, Registration said) {
        return reference
                .brokers
                .occupant(said.broker().brokerName(), said.broker().brokerId())
                .filter(broker -> !broker.address.equals(said.address()));
    }

    private static Registration with(Registration said, List<TopicQueues> topics, Optional<DataVersion> version) {
        var content = said.content();
        return new Registration(
                said.broker(),
                said.address(),
                said.haAddress(),
                said.zone(),
                said.actingMaster(),
                said.lease(),
                new Content(version, topics, content.mappings(), content.filterServers(), content.presumedFull()),
                said.connection(),
                said.fingerprint());
    }
}
