package io.lodestar.server.metrics;

import io.lodestar.server.handler.RegistrationCounts.Kind;
import io.lodestar.server.handler.RequestFamily;
import io.lodestar.server.handler.RequestOutcome;
import io.lodestar.server.metrics.Meters.Label;
import io.lodestar.server.work.Work;
import io.lodestar.transport.Traffic;
import io.micrometer.core.instrument.Tags;

/** What peers ask, what becomes of it, and how long that takes. */
final class RequestMeters {
    private static final Label<Work> WORK = new Label<>("work", Work.class);
    private static final Label<Kind> KIND = new Label<>("kind", Kind.class);

    private RequestMeters() {}

    static void addTo(Meters meters, Observed server) {
        addRequests(meters, server);
        addRegistrations(meters, server);
    }

    private static void addRequests(Meters meters, Observed server) {
        var requests = server.requests();
        for (var family : RequestFamily.values()) {
            for (var outcome : RequestOutcome.values()) {
                meters.counter(
                        "requests",
                        "Requests that were answered, by what they asked for and what became of them.",
                        Tags.of("request", Label.text(family), "outcome", Label.text(outcome)),
                        () -> requests.count(family, outcome));
            }
        }
        meters.counter(
                "request_faults",
                "Requests that failed by a fault of the server's own, of which its log tells.",
                requests::faults);
        meters.histogram(
                "request_duration_seconds",
                "From the read that brought a request until its answer was offered to the socket, or until a worker was done with it.",
                WORK,
                work -> work == Work.AT_ONCE
                        ? Buckets.of(server.listener().traffic().stream()
                                .map(Traffic::answers)
                                .toList())
                        : Buckets.of(requests.durations(work)));
    }

    private static void addRegistrations(Meters meters, Observed server) {
        var registrations = server.registrations();
        meters.counter(
                "registrations",
                "Registrations of brokers, by what became of them.",
                KIND,
                kind -> registrations.count(kind));
        meters.counter(
                "registration_bytes", "Bytes in the bodies of registrations.", KIND, kind -> registrations.bytes(kind));
        meters.histogram(
                "registration_duration_seconds",
                "How long workers were busy with a registration, their wait for the registry included.",
                KIND,
                kind -> Buckets.of(registrations.durations(kind)));
    }
}
