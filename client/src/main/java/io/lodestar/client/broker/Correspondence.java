package io.lodestar.client.broker;

import io.lodestar.client.remote.Answer;
import io.lodestar.client.remote.Remote;
import io.lodestar.client.remote.Request;
import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.Release;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.body.DataVersion;
import io.lodestar.protocol.header.QueryDataVersionResponse;
import io.lodestar.protocol.header.RegisterBrokerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * What is between a broker and one name server: at most one registration is under way, and what comes meanwhile is made up for by one more. No
 * other name server's answer is waited for. Entered in the registrar's turns only.
 */
final class Correspondence {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Runnable NO_RETRY = () -> {};

    private final String server;
    private final Desk desk;
    private final Remote remote;
    private final Turns turns;
    private final RegistrationSettings settings;

    /** Whether the name server has the broker, by a registration over the connection that is open. */
    private boolean attached;

    /** Whether it has answered yet, and so said of which release it is. */
    private boolean known;

    /** Whether that is a release before 5.0. */
    private boolean older;

    private boolean closed;
    private boolean lostMeanwhile;
    private int failures;
    private Runnable retry = NO_RETRY;

    /** What the name server has, as far as it said so; empty before the first registration. */
    private Optional<Edition> taken = Optional.empty();

    private Optional<CompletableFuture<RegistrationOutcome>> underWay = Optional.empty();
    private Optional<CompletableFuture<RegistrationOutcome>> next = Optional.empty();

    Correspondence(String server, Desk desk, Remote remote, Turns turns, RegistrationSettings settings) {
        this.server = server;
        this.desk = desk;
        this.remote = remote;
        this.turns = turns;
        this.settings = settings;
    }

    /** What the letters are written from, and who reads the answers. */
    interface Desk {
        /** Returns the letters as of now. */
        Letters letters();

        /** Takes what came of a registration, and the answer to it if there was one. */
        void file(RegistrationOutcome outcome, Optional<Answer> answer);
    }

    /** What came of it, and of what. */
    private record Result(RegistrationOutcome outcome, Optional<Answer> answer, Optional<Edition> edition) {}

    /** Does what is due in each period. */
    void renew() {
        if (!closed && underWay.isEmpty()) {
            begin(attached && !settings.forced() && !settings.oneWay(), new CompletableFuture<>());
        }
    }

    /** Registers everything, after what is under way. */
    CompletableFuture<RegistrationOutcome> register() {
        if (closed) {
            return CompletableFuture.completedFuture(new RegistrationOutcome.Failed(
                    server, Duration.ZERO, "the registrar is closed, or the name server is on its list no more"));
        }
        if (underWay.isEmpty()) {
            var outcome = new CompletableFuture<RegistrationOutcome>();
            begin(false, outcome);
            return outcome;
        }
        if (next.isEmpty()) {
            next = Optional.of(new CompletableFuture<>());
        }
        return next.get();
    }

    /**
     * Tells of the topics that were added or changed since the server heard of them, and of everything where that is not all there is to tell. An increment
     * brings the newest version, by which the server believes that it knows all other changes: so none may be left out.
     */
    CompletableFuture<RegistrationOutcome> tellChanges() {
        if (closed || !attached || settings.oneWay() || underWay.isPresent()) {
            return register();
        }
        var letters = desk.letters();
        var changed = taken.map(letters.edition()::topicsSince).orElse(List.of());
        if (changed.isEmpty()) {
            return register();
        }
        var outcome = new CompletableFuture<RegistrationOutcome>();
        long begunAtNanos = begun(outcome);
        var unused = guarded(() -> askAll(letters.changed(changed, older)))
                .thenApply(reply -> new Result(
                        outcomeOf(reply, begunAtNanos), registrationOf(reply), Optional.of(letters.edition())))
                .whenCompleteAsync(
                        (result, failure) -> {
                            if (failure == null && result.outcome().isSuccess()) {
                                end(outcome, result);
                            } else {
                                begin(false, outcome); // the server may have forgotten the broker
                            }
                        },
                        turns);
        return outcome;
    }

    /** The answer to a single topic tells nothing of masters and ordered topics, which does not mean that there are none. */
    private Optional<Answer> registrationOf(Answer answer) {
        return settings.topicChanges() == TopicChanges.SINGLE ? Optional.empty() : Optional.of(answer);
    }

    /** Sends a heartbeat to a server that has the broker. */
    void heartbeat() {
        if (attached && !closed) {
            var unused = desk.letters()
                    .heartbeat()
                    .map(letter ->
                            remote.tell(server, letter, settings.timeout()).exceptionallyAsync(gone -> lose(), turns));
        }
    }

    private Void lose() {
        connectionLost();
        return null;
    }

    /** The connection is gone, and with it the broker: name servers take the one for the other. */
    void connectionLost() {
        attached = false;
        if (underWay.isPresent()) {
            lostMeanwhile = true;
        } else if (!closed) {
            retryLater();
        }
    }

    /** Says nothing any more. */
    void stop() {
        closed = true;
        retry.run();
        next.ifPresent(
                outcome -> outcome.complete(new RegistrationOutcome.Failed(server, Duration.ZERO, "it was stopped")));
        next = Optional.empty();
    }

    /** Stops, and takes the broker off the server once what is under way has ended. Completes within the limit, if that ends in time. */
    CompletableFuture<Void> sayGoodbye(Duration limit) {
        stop();
        var letters = desk.letters();
        return underWay.<CompletableFuture<?>>map(outcome -> outcome)
                .orElseGet(() -> CompletableFuture.completedFuture(null))
                .thenCompose(ended -> remote.ask(server, letters.goodbye(), limit))
                .handle((reply, failure) -> null);
    }

    private long begun(CompletableFuture<RegistrationOutcome> outcome) {
        retry.run();
        lostMeanwhile = false;
        underWay = Optional.of(outcome);
        return remote.scheduler().nanos();
    }

    private void begin(boolean askFirst, CompletableFuture<RegistrationOutcome> outcome) {
        long begunAtNanos = begun(outcome);
        var unused = guarded(() -> exchange(askFirst, begunAtNanos))
                .whenCompleteAsync(
                        (result, failure) -> end(outcome, failure == null ? result : failed(failure, begunAtNanos)),
                        turns);
    }

    /** Whatever is thrown on the way becomes the future's failure: nobody waits for ever, and the next registration finds its way free. */
    private static <T> CompletableFuture<T> guarded(Supplier<CompletableFuture<T>> steps) {
        return CompletableFuture.completedFuture(steps).thenCompose(Supplier::get);
    }

    private CompletableFuture<Result> exchange(boolean askFirst, long begunAtNanos) {
        var letters = desk.letters();
        if (settings.oneWay()) {
            return tellAll(letters.whole(older))
                    .thenApply(sent -> new Result(
                            new RegistrationOutcome.Sent(server, since(begunAtNanos)),
                            Optional.empty(),
                            Optional.of(letters.edition())));
        }
        if (!askFirst && (known || !settings.dependsOnRelease())) {
            return askWhole(letters, begunAtNanos);
        }
        return ask(letters.versionQuery())
                .handle((reply, failure) -> askFirst && failure == null && isUnchanged(reply, letters.edition()))
                .thenComposeAsync(
                        same -> same
                                ? CompletableFuture.completedFuture(unchanged(begunAtNanos))
                                : askWhole(letters, begunAtNanos),
                        turns);
    }

    private CompletableFuture<Result> askWhole(Letters letters, long begunAtNanos) {
        return askAll(letters.whole(older))
                .thenApply(last ->
                        new Result(outcomeOf(last, begunAtNanos), Optional.of(last), Optional.of(letters.edition())));
    }

    private Result unchanged(long begunAtNanos) {
        return new Result(
                new RegistrationOutcome.Unchanged(server, since(begunAtNanos)), Optional.empty(), Optional.empty());
    }

    private Result failed(Throwable failure, long begunAtNanos) {
        return new Result(
                new RegistrationOutcome.Failed(server, since(begunAtNanos), Problems.of(failure)),
                Optional.empty(),
                Optional.empty());
    }

    private boolean isUnchanged(Answer reply, Edition edition) {
        if (!reply.is(ResponseCode.SUCCESS)
                || QueryDataVersionResponse.from(reply.fields()).changed()) {
            return false;
        }
        try {
            return DataVersion.read(reply.body(), 0)
                    .filter(edition.version()::equals)
                    .isPresent();
        } catch (MalformedBodyException unreadable) {
            return false;
        }
    }

    private RegistrationOutcome outcomeOf(Answer reply, long begunAtNanos) {
        if (!reply.is(ResponseCode.SUCCESS)) {
            return new RegistrationOutcome.Refused(server, since(begunAtNanos), reply.code(), reply.remark());
        }
        var fields = RegisterBrokerResponse.from(reply.fields());
        var learned = new LearnedMaster(fields.masterAddress(), fields.haServerAddress());
        return new RegistrationOutcome.Registered(server, since(begunAtNanos), learned);
    }

    private Duration since(long begunAtNanos) {
        return Duration.ofNanos(remote.scheduler().nanos() - begunAtNanos);
    }

    private void end(CompletableFuture<RegistrationOutcome> ended, Result result) {
        var outcome = result.outcome();
        underWay = Optional.empty();
        attached = outcome.isSuccess() && !lostMeanwhile;
        failures = outcome.isSuccess() ? 0 : failures + 1;
        if (outcome.isSuccess() && result.edition().isPresent()) {
            taken = result.edition();
        }
        try {
            if (!closed) {
                desk.file(outcome, result.answer());
            }
        } finally {
            ended.complete(outcome);
            goOn(outcome);
        }
    }

    private void goOn(RegistrationOutcome outcome) {
        if (closed) {
            return;
        }
        var waiting = next;
        next = Optional.empty();
        if (waiting.isPresent()) {
            begin(false, waiting.get());
        } else if (lostMeanwhile || wantsRetry(outcome)) {
            retryLater();
        }
    }

    /** A refusal has a reason that stays for a while, unless the server is busy. */
    private static boolean wantsRetry(RegistrationOutcome outcome) {
        return outcome instanceof RegistrationOutcome.Failed
                || (outcome instanceof RegistrationOutcome.Refused refused
                        && refused.code() == ResponseCode.SYSTEM_BUSY.code());
    }

    /** After about a second at first, then twice that each time, up to the period; brokers that lost a server together come back apart. */
    private void retryLater() {
        retry.run();
        long doubled = FIRST_RETRY.toMillis() << Math.min(failures, 10);
        long longest = Math.min(settings.period().toMillis(), doubled);
        double part = (1 + ThreadLocalRandom.current().nextDouble()) / 2;
        var delay = Duration.ofMillis((long) (longest * part));
        retry = remote.scheduler().after(delay, () -> turns.execute(this::retry));
    }

    private void retry() {
        if (!closed && underWay.isEmpty()) {
            begin(false, new CompletableFuture<>());
        }
    }

    /** Asks one after the other, up to the first that is refused. */
    private CompletableFuture<Answer> askAll(List<Request> letters) {
        var last = ask(letters.get(0));
        for (var letter : letters.subList(1, letters.size())) {
            last = last.thenComposeAsync(
                    answer -> answer.is(ResponseCode.SUCCESS) ? ask(letter) : CompletableFuture.completedFuture(answer),
                    turns);
        }
        return last;
    }

    private CompletableFuture<Answer> ask(Request letter) {
        return remote.ask(server, letter, settings.timeout())
                .thenApplyAsync(
                        answer -> {
                            known = true;
                            older = answer.release() > 0 && answer.release() < Release.V5_0_0;
                            return answer;
                        },
                        turns);
    }

    private CompletableFuture<Void> tellAll(List<Request> letters) {
        var last = remote.tell(server, letters.get(0), settings.timeout());
        for (var letter : letters.subList(1, letters.size())) {
            last = last.thenComposeAsync(sent -> remote.tell(server, letter, settings.timeout()), turns);
        }
        return last;
    }
}
