package io.lodestar.client.admin;

import io.lodestar.client.remote.Answer;
import io.lodestar.client.remote.Remote;
import io.lodestar.protocol.ResponseCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Finds out whether a name server serves, as fast as it can be told. */
final class HealthCheck {
    /** Most clusters have it, and it does not matter whether this one does. */
    static final String TOPIC = "TBW102";

    /** How long an old name server, which says nothing to what it does not know, is given when it has answered the other question. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final NameServerAdmin server;

    HealthCheck(NameServerAdmin server) {
        this.server = server;
    }

    CompletableFuture<Health> run(Remote remote) {
        long start = remote.scheduler().nanos();
        CompletableFuture<Optional<ServerStatus>> status =
                server.fetchStatus().thenApply(Optional::of).exceptionally(untold -> Optional.empty());
        return server.probe(TOPIC).thenCompose(answer -> {
            var latency = Duration.ofNanos(remote.scheduler().nanos() - start);
            var untold = remote.scheduler().after(GRACE, () -> status.complete(Optional.empty()));
            return status.thenApply(told -> {
                untold.run();
                return health(answer, latency, told);
            });
        });
    }

    /** An answer for lack of permission fails it: what would be answered to those who may ask stays unknown. */
    private static Health health(Answer answer, Duration latency, Optional<ServerStatus> status) {
        if (answer.is(ResponseCode.NO_PERMISSION)) {
            throw answer.refusal();
        }
        if (!answer.is(ResponseCode.SUCCESS) && !answer.is(ResponseCode.TOPIC_NOT_EXIST)) {
            var reason = answer.remark().isBlank() ? "it refuses routes with code " + answer.code() : answer.remark();
            return new Health(false, List.of(reason), latency, status);
        }
        return new Health(
                status.map(ServerStatus::ready).orElse(true),
                status.map(ServerStatus::reasons).orElse(List.of()),
                latency,
                status);
    }
}
