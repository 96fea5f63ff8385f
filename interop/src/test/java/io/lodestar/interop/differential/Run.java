package io.lodestar.interop.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plays the steps of one sequence to both servers and compares what comes back. Confined to one thread. */
final class Run {
    private static final int UNREGISTER_BROKER = 104;
    private static final int CLUSTER_INFO = 106;
    private static final int WIPE_WRITE_PERMISSION = 205;
    private static final int DELETE_TOPIC = 216;
    private static final int REGISTER_TOPIC = 217;
    private static final int QUERY_DATA_VERSION = 322;
    private static final int ADD_WRITE_PERMISSION = 327;
    private static final int[] OPAQUES = {0, -1, Integer.MIN_VALUE, 77};

    private static final int UPDATE_CONFIG = 318;
    private static final String ANSWER_EVERYTHING =
            "needWaitForService=false\nenableTopicList=true\nenableAllTopicList=true";
    private static final String INSPECTOR = "inspector";

    private final Situation situation;
    private final Names names;
    private final boolean switches;
    private final Optional<Reconciliation> reconciliation;
    private final List<String> transcript = new ArrayList<>();
    private int sent;

    Run(Situation situation, Names names, boolean switches) {
        this.situation = situation;
        this.names = names;
        this.switches = switches;
        reconciliation = situation.table().map(usage -> new Reconciliation(situation, usage, names));
    }

    /** Returns what was sent, in readable form. */
    List<String> transcript() {
        return transcript;
    }

    /** Plays the steps whose numbers are kept, then looks at everything once more. */
    Optional<Failure> play(List<Step> steps, Set<Integer> kept) {
        for (int i = 0; i < steps.size(); i++) {
            if (kept.contains(i)) {
                Optional<Failure> failure = play(i, steps.get(i));
                if (failure.isPresent()) {
                    return failure;
                }
            }
        }
        return inspect(steps.size());
    }

    private Optional<Failure> inspect(int step) {
        if (switches) {
            exchange(step, Cluster.LINE, Request.of(UPDATE_CONFIG).withBody(ANSWER_EVERYTHING));
        }
        for (Request question : Inspection.questions(names)) {
            Optional<Failure> failure = exchange(step, INSPECTOR, question);
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }

    private Optional<Failure> play(int number, Step step) {
        if (step instanceof Step.Ask ask) {
            Optional<Failure> failure = exchange(number, ask.line(), ask.request());
            return failure.isPresent() ? failure : settle(number, ask.request());
        }
        if (step instanceof Step.Report report) {
            return register(number, report);
        }
        if (step instanceof Step.AskVersion question) {
            return exchange(number, question.line(), versionQuery(question));
        }
        if (step instanceof Step.Junk junk) {
            return throwAway(number, junk);
        }
        return hangUp(number, step.line());
    }

    private Optional<Failure> register(int number, Step.Report report) {
        Registration registration = report.registration();
        BrokerKey broker = registration.broker();
        if (reconciliation.isPresent() && Contest.isOn(registration, situation)) {
            transcript.add(number + " left out: " + registration);
            return Optional.empty();
        }
        DataVersion version = situation.ledger().version(registration);
        Optional<Failure> failure = exchange(number, report.line(), RegistrationWriter.request(registration, version));
        if (registration.oneWay()) {
            Settling.afterOneWayRegistration(situation.apache(), broker, version);
            Settling.afterOneWayRegistration(situation.subject(), broker, version);
        }
        if (wasAccepted(registration, version)) {
            situation.ledger().registered(registration, report.line());
        }
        reconciliation.ifPresent(after -> after.afterRegistration(broker));
        return failure;
    }

    private boolean wasAccepted(Registration registration, DataVersion version) {
        if (registration.flaw().isFatal()) {
            return false;
        }
        Request query =
                registration.broker().identify(Request.of(QUERY_DATA_VERSION)).withBody(Json.write(version.tree()));
        Answer answer = situation.apache().ask(Cluster.LINE, query);
        boolean otherVersion = registration.flaw().leavesTheTimeToTheServer() || registration.flaw() == Flaw.NO_BODY;
        return otherVersion ? answer.body().length > 0 : answer.field("changed").equals("false");
    }

    private Request versionQuery(Step.AskVersion question) {
        Optional<DataVersion> last = situation.ledger().lastVersion(question.broker());
        Request query = question.broker().identify(Request.of(QUERY_DATA_VERSION));
        DataVersion asked = question.registeredLast() && last.isPresent() ? last.get() : DataVersion.of(0, -sent);
        query = query.withBody(Json.write(asked.tree()));
        return question.oneWay() ? query.asOneWay() : query;
    }

    private Optional<Failure> throwAway(int number, Step.Junk junk) {
        transcript.add(number + " " + junk);
        situation.apache().sendRaw(junk.line(), junk.bytes());
        situation.subject().sendRaw(junk.line(), junk.bytes());
        Request none = Request.of(0);
        return compare(
                number,
                junk.toString(),
                none,
                situation.apache().receive(junk.line()),
                situation.subject().receive(junk.line()));
    }

    private Optional<Failure> hangUp(int number, String line) {
        transcript.add(number + " close " + line);
        situation.apache().hangUp(line);
        situation.subject().hangUp(line);
        Set<BrokerKey> brokers = situation.ledger().hungUp(line);
        if (brokers.isEmpty()) {
            return Optional.empty();
        }
        Settling.afterClose(situation.apache());
        Settling.afterClose(situation.subject());
        brokers.forEach(broker -> situation.disturbMappings(broker.name()));
        reconciliation.ifPresent(after -> after.afterClose(brokers));
        return exchange(number, Cluster.LINE, Request.of(CLUSTER_INFO));
    }

    /** Waits for what a request does after its answer, and notes what it did. */
    private Optional<Failure> settle(int number, Request request) {
        String broker = request.field("brokerName");
        switch (request.code()) {
            case UNREGISTER_BROKER -> {
                settleUnregistration(request);
                return exchange(number, Cluster.LINE, Request.of(CLUSTER_INFO));
            }
            case WIPE_WRITE_PERMISSION -> {
                situation.ledger().topicsChanged(broker);
                situation.drain(broker);
            }
            case ADD_WRITE_PERMISSION -> {
                situation.ledger().topicsChanged(broker);
                situation.lift(broker);
            }
            case DELETE_TOPIC -> {
                situation.disturbMappings(request.field("topic"));
                names.brokers().forEach(situation.ledger()::topicsChanged); // or their next report would count as late
            }
            case REGISTER_TOPIC ->
                names.brokers().forEach(name -> {
                    situation.ledger().topicsChanged(name);
                    reconciliation.ifPresent(after -> after.drainAgain(name));
                });
            default -> {
                if (request.oneWay()) {
                    Settling.afterOneWay(situation.apache());
                    Settling.afterOneWay(situation.subject());
                }
            }
        }
        return Optional.empty();
    }

    private void settleUnregistration(Request request) {
        for (Server server : List.of(situation.apache(), situation.subject())) {
            if (request.oneWay()) {
                Settling.afterOneWayUnregistration(server, request);
            } else {
                Settling.afterUnregistration(server);
            }
        }
        situation.ledger().left(request.field("brokerAddr"));
        situation.disturbMappings(request.field("brokerName"));
        reconciliation.ifPresent(Reconciliation::afterChange);
    }

    private Optional<Failure> exchange(int number, String line, Request request) {
        int opaque = sent < OPAQUES.length ? OPAQUES[sent] : sent;
        sent++;
        if (!line.equals(INSPECTOR)) {
            transcript.add(number + " on " + line + ": " + request);
        }
        situation.apache().send(line, request, opaque);
        situation.subject().send(line, request, opaque);
        if (request.oneWay()) {
            return Optional.empty();
        }
        return compare(
                number,
                request.toString(),
                request,
                situation.apache().receive(line),
                situation.subject().receive(line));
    }

    private Optional<Failure> compare(int number, String what, Request request, Outcome apache, Outcome ours) {
        Exchange exchange = new Exchange(request, View.of(apache, request), View.of(ours, request), situation);
        List<Difference> differences = IntendedDifference.unexplained(exchange);
        return differences.isEmpty() ? Optional.empty() : Optional.of(new Failure(number, what, differences));
    }
}
